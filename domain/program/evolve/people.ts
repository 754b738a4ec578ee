import type { Instant, Program } from '../program.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { closed, operationAt, opened, restOfStep, told, unrecorded } from './edits.ts';
import { effectDone, effectLeftOut } from './effects.ts';
import { goingOn } from './onward.ts';
import { finished } from './outside.ts';
import { judged } from './trouble.ts';

/** The case stands still until a date or a person. */
export function held(state: CaseState, event: { at: Instant; until: Instant | null }): CaseState {
  return told({ ...state, held: { at: event.at, until: event.until } }, { at: event.at, what: 'held' });
}

/** A person lets an answered or held case go on with its next step, not before a chosen instant. */
export function resumed(
  program: Program,
  state: CaseState,
  event: { at: Instant; notBefore?: Instant | undefined },
): CaseState {
  const free = released({ ...state, held: null });
  const from = Math.max(event.at, event.notBefore ?? event.at);
  return goingOn(program, told(free, { at: event.at, what: 'resumed' }), from, 'send-hour');
}

/** The replies are dealt with: they no longer block contact. */
function released(state: CaseState): CaseState {
  if (!state.answered) return state;
  const free = closed({ ...state, answered: null }, (task) => task.kind === 'reply');
  return unrecorded(free, { release: state.answered.replies });
}

/** We have answered and wait again: a new round with its own day zero, its own warnings and its own approvals. */
export function waitsAgain(
  program: Program,
  state: CaseState,
  event: { at: Instant; since: Instant },
): CaseState {
  const free = closed(released(state), () => true);
  const position = program.operations.findIndex((operation) => operation.step !== 'opened');
  const round = state.round + 1;
  return told(
    {
      ...free,
      round,
      position,
      progress: 0,
      pass: 0,
      plan: null,
      ask: { kind: 'round', zero: event.since },
      notBefore: null,
      held: null,
      problem: null,
      attempts: 0,
      unsent: null,
      lastAttempt: null,
      warnings: [],
      approvals: [],
      declined: [],
    },
    { at: event.at, what: 'waits-again' },
  );
}

/** What happens without an answer was changed: what was warned of or approved before no longer counts. */
export function factChosen(state: CaseState, event: { at: Instant; fact: string; value: string }): CaseState {
  const chosen = {
    ...state,
    facts: { ...state.facts, [event.fact]: event.value },
    warnings: [],
    approvals: [],
    declined: [],
  };
  const undecided = closed(chosen, (task) => task.kind === 'decision' || task.kind === 'choose-resolution');
  return told(undecided, { at: event.at, what: 'fact-chosen', about: event.fact, because: event.value });
}

/** A manager's answer to the open question about an irreversible act. */
export function decided(
  state: CaseState,
  event: { at: Instant; act: string; approved: boolean; by: string; decision: string },
): CaseState {
  const option = event.approved ? 'approve' : 'decline';
  const answered = closed(state, (task) => task.kind === 'decision' || task.kind === 'confirm-approval', {
    option,
    by: event.by,
  });
  const said = told(answered, {
    at: event.at,
    what: event.approved ? 'approved' : 'declined',
    about: event.act,
  });
  if (!event.approved) return { ...said, declined: [...said.declined, event.act] };
  const approval = { act: event.act, by: event.by, at: event.at, decision: event.decision };
  return { ...said, approvals: [...said.approvals, approval] };
}

/** An approval came without saying who gave it, or to which question: a person confirms it before it counts. */
export function approvalUnclear(state: CaseState, event: { at: Instant; id: string }): CaseState {
  const said = told(state, { at: event.at, what: 'approval-unclear', about: event.id });
  return opened(said, 'confirm-approval', event.id, ['discard', 'confirm']);
}

type TaskDone = { at: Instant; task: string; option: string; by: string };

/** A person did a task: each kind steers the case in its own way. */
export function taskDone(program: Program, state: CaseState, event: TaskDone): CaseState {
  const task = state.tasks.find((open) => open.key === event.task);
  if (!task) return state;
  if (task.kind === 'decision' || task.kind === 'confirm-approval')
    return decidedByTask(program, state, task, event);
  const done = closed(state, (open) => open.key === task.key, { option: event.option, by: event.by });
  const said = told(done, { at: event.at, what: 'task-done', about: task.about, because: event.option });
  switch (task.kind) {
    case 'step':
      return restOfStep(program, { ...said, progress: said.progress + 1 }, event.at);
    case 'by-hand':
      return postedByHand(program, said, event);
    case 'reply':
      if (event.option === 'settle') return finished(said, 'answered', event.at);
      if (event.option === 'wait-again') return waitsAgain(program, said, { at: event.at, since: event.at });
      return resumed(program, said, event);
    case 'problem':
      return said.problem ? judged(program, said, said.problem, event.option, event.at) : said;
    case 'choose-resolution':
      return chosenByTask(program, said, event);
    case 'late-reply':
      return said;
  }
}

function decidedByTask(program: Program, state: CaseState, task: OpenTask, event: TaskDone): CaseState {
  if (event.option === 'discard') {
    return closed(state, (open) => open.key === task.key, { option: event.option, by: event.by });
  }
  const operation = operationAt(program, state);
  if (operation.op !== 'gate') return closed(state, (open) => open.key === task.key);
  return decided(state, {
    at: event.at,
    act: operation.act,
    approved: event.option !== 'decline',
    by: event.by,
    decision: task.key,
  });
}

function chosenByTask(program: Program, state: CaseState, event: TaskDone): CaseState {
  const operation = operationAt(program, state);
  const fact = operation.op === 'gate' ? operation.only?.fact : undefined;
  return fact ? factChosen(state, { at: event.at, fact, value: event.option }) : state;
}

function postedByHand(program: Program, state: CaseState, event: TaskDone): CaseState {
  const operation = operationAt(program, state);
  const effect = operation.op === 'perform' ? operation.effects[state.progress] : undefined;
  if (operation.op !== 'perform' || !effect) return state;
  if (event.option === 'posted') {
    return restOfStep(program, effectDone(state, operation, effect, event.at, event.at), event.at);
  }
  return restOfStep(program, effectLeftOut(state, operation), event.at);
}
