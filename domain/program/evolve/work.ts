import type { EffectResult } from '../events.ts';
import { isErrand, isReopening, REOPENING } from '../next.ts';
import { keepDistance } from './onward.ts';
import { errandDone } from './reviews.ts';
import type { Effect, Instant, Outcome, Program } from '../program.ts';
import type { CaseState, OpenTask, TaskKind } from '../state.ts';
import { closed, noted, opened, operationAt, replanned, told, NO_PROBLEMS } from './edits.ts';
import { effectDone, effectLeftOut, nameOf, type Perform } from './effects.ts';
import { conditionMet, lateReplyToRead, leftOver, openedAgain, replied } from './outside.ts';
import { isWork, troubled } from './trouble.ts';

/** An activity did the current work, as far as its results go. Results of work that is no longer current only count as facts. */
export function performed(
  program: Program,
  given: CaseState,
  event: { at: Instant; key: string; from?: number; results: EffectResult[] },
): CaseState {
  let state = given;
  if (isReopening(event.key)) return reopened(state, event.at, event.results);
  if (isErrand(event.key)) return errandDone(program, state, event);
  if (state.outcome) return overtaken(program, state, event);
  const operation = currentWork(program, state, event.key);
  if (!operation) return elsewhere(program, state, event);
  for (const result of event.results) {
    const effect = operation.effects[state.progress];
    if (!effect) break;
    state = resultOf(program, state, operation, effect, result, event.at);
  }
  if (operation.ends && !state.outcome && state.progress >= operation.effects.length) {
    return endStands(program, state, operation.ends, event.at);
  }
  // A reply came first: it was not known then how far the unit had come.
  return keepDistance(program, state.answered ? leftOver(program, state) : state, event.at);
}

/**
 * The case was taken to another place while this work was under way: another fact was chosen, an approval taken back.
 * What was done stays done. A message was an attempt; an act has happened, so the case goes on behind it.
 */
function elsewhere(
  program: Program,
  given: CaseState,
  { at, key, from = 0, results }: { at: Instant; key: string; from?: number; results: EffectResult[] },
): CaseState {
  const position = program.operations.findIndex((other) => other.op === 'perform' && other.key === key);
  const operation = program.operations[position];
  if (operation?.op !== 'perform') return given;
  const done = results.findIndex(({ status }) => status !== 'done' && status !== 'skipped');
  const good = results.slice(0, done < 0 ? results.length : done);
  const there = good.reduce<CaseState>(
    (so, result, index) => {
      const effect = operation.effects[from + index];
      return effect ? resultOf(program, so, operation, effect, result, at) : so;
    },
    { ...given, progress: from },
  );
  const acted = good.some((_, index) => operation.effects[from + index]?.verb === 'act');
  if (!acted) return { ...there, progress: given.progress };
  const behind: CaseState = { ...closed(there, isWork), position, ask: null, notBefore: null };
  if (operation.ends && behind.progress >= operation.effects.length) {
    return endStands(program, behind, operation.ends, at);
  }
  return behind;
}

/** The last effect has ended the case, and the ledger says so: what came meanwhile came after the end. */
function endStands(program: Program, state: CaseState, outcome: Outcome, at: Instant): CaseState {
  const end = { outcome, at, round: state.round };
  const [first] = state.answered?.replies ?? [];
  if (first !== undefined && program.afterEnd === 'reopen')
    return { ...openedAgain(program, state, end, first), held: null };
  const over: CaseState = {
    ...closed(state, () => true),
    answered: null,
    held: null,
    ...NO_PROBLEMS,
    outcome: end,
  };
  return first === undefined ? over : lateReplyToRead(over, first);
}

/**
 * The case was ended by people or by what it waited for while this work was under way. What was done stays done: if that
 * was all of it, its end stands; if half of a unit, a person is told of the rest.
 */
function overtaken(
  program: Program,
  given: CaseState,
  { at, key, results }: { at: Instant; key: string; results: EffectResult[] },
): CaseState {
  const operation = operationAt(program, given);
  if (operation.op !== 'perform' || operation.key !== key) return given;
  let state = given;
  for (const result of results) {
    const effect = operation.effects[state.progress];
    if (!effect || (result.status !== 'done' && result.status !== 'skipped')) break;
    state = resultOf(program, state, operation, effect, result, at);
  }
  const { ends, effects } = operation;
  if (!ends || state.progress < effects.length) return leftOver(program, state);
  return { ...withoutEnd(state), outcome: { outcome: ends, at, round: state.round } };
}

/** Of two ends the one that the ledger has already is told, and the other is not. */
function withoutEnd(state: CaseState): CaseState {
  if (!state.unrecorded) return state;
  const log = state.unrecorded.log.filter(({ what }) => what !== 'ended');
  return { ...state, unrecorded: { ...state.unrecorded, log } };
}

function currentWork(program: Program, state: CaseState, key: string): Perform | null {
  const operation = operationAt(program, state);
  return operation.op === 'perform' && operation.key === key ? operation : null;
}

function resultOf(
  program: Program,
  state: CaseState,
  operation: Perform,
  effect: Effect,
  result: EffectResult,
  at: Instant,
): CaseState {
  const about = `${operation.key}/${nameOf(effect)}`;
  switch (result.status) {
    case 'done':
      return effectDone(state, operation, effect, result.deliveredAt ?? at, at);
    case 'skipped':
      return noted(effectLeftOut(state, operation), { at, what: 'skipped', about, because: result.reason });
    case 'with-person':
      return withPerson(state, effect, result, about, at);
    case 'not-now':
      return replanned(
        program,
        told(state, { at, what: 'put-off', about, because: result.reason }),
        result.until,
        'in-hours',
      );
    case 'answered':
      return result.replies.reduce((so, id) => replied(program, so, { at, id }), state);
    case 'failed':
      return troubled(
        state,
        { position: state.position, progress: state.progress, reason: result.reason, effect: nameOf(effect) },
        at,
      );
    case 'looked-up':
      return lookedUp(state, operation, effect, result.value, at);
    case 'met':
      return met(program, state, result.condition, at);
    case 'to-check':
      return opened(
        told(state, { at, what: 'to-check', about, because: result.reason }),
        'check',
        `${result.reason}@${at}`,
        ['go-on', 'stop'],
      );
    case 'stopped':
      return state;
  }
}

function withPerson(
  state: CaseState,
  effect: Effect,
  result: Extract<EffectResult, { status: 'with-person' }>,
  about: string,
  at: Instant,
): CaseState {
  const kind = kindOf(effect);
  const template = result.template === undefined ? {} : { template: result.template };
  const task: OpenTask = { key: result.task, kind, options: result.options, about, ...template };
  const progress = kind === 'aside' ? state.progress + 1 : state.progress;
  const given = { ...state, progress, tasks: [...state.tasks, task] };
  return noted(given, { at, what: 'with-a-person', about });
}

function kindOf(effect: Effect): TaskKind {
  if (effect.verb === 'task') return effect.meanwhile ? 'aside' : 'step';
  return effect.verb === 'call' || effect.verb === 'review' ? effect.verb : 'by-hand';
}

/** What an outside system says becomes the fact by which the step chooses. */
function lookedUp(
  state: CaseState,
  operation: Perform,
  effect: Effect,
  value: string,
  at: Instant,
): CaseState {
  const facts = { ...state.facts, [effect.name]: value };
  const about = `${operation.key}/${nameOf(effect)}`;
  return noted(
    { ...state, facts, progress: state.progress + 1 },
    { at, what: 'looked-up', about, because: value },
  );
}

/** A look-up found that the thing waited for has happened. One that the procedure does not end by is a person's matter. */
function met(program: Program, state: CaseState, condition: string, at: Instant): CaseState {
  if (program.conditions[condition]) return conditionMet(program, state, { at, condition });
  const { position, progress } = state;
  return troubled(state, { position, progress, reason: 'condition-unknown' }, at);
}

function reopened(state: CaseState, at: Instant, results: EffectResult[]): CaseState {
  const failed = results.find((result) => result.status !== 'done' && result.status !== 'skipped');
  const said = told({ ...state, reopening: false }, { at, what: 'reopened', about: REOPENING });
  if (!failed) return said;
  const because = failed.status === 'failed' ? failed.reason : failed.status;
  return opened(
    told(said, { at, what: 'problem', about: REOPENING, because }),
    'late-reply',
    `reopen-by-hand@${at}`,
    ['done'],
  );
}
