import type { CaseEvent, Place } from './events.ts';
import { operationAt, stepOf } from './evolve/edits.ts';
import { markOf } from './mark.ts';
import { next } from './next.ts';
import type { Plan } from './plan.ts';
import type { Instant, Program } from './program.ts';
import type { CaseState, TaskKind } from './state.ts';

/** Why an event makes no sense now, in the words a person gets to read. */
export const REFUSALS = {
  'case-closed': 'the case is closed',
  'not-answered': 'nobody has answered: there is nothing to settle and no round to begin again',
  'nothing-to-resume': 'the case is neither answered nor held',
  'answered-meanwhile': 'a reply has come in: settle or resume the case first',
  'no-such-fact': 'the procedure has no such fact to choose',
  'no-such-option': 'this is not one of the options',
  'too-late-to-choose': 'the last step has begun: what happens without an answer can no longer be changed',
  'step-under-way': 'a step that depends on this is under way: try again when it is done',
  'no-such-task': 'there is no such open task: it was done by somebody or is no longer needed',
  'until-is-past': 'the date lies in the past',
  'needs-a-date': 'this answer needs a date: when to call again',
  'nothing-logged':
    'nothing has been done about it yet: print the letter, send the email or do an action first',
  'changed-meanwhile': 'the case has changed since it was looked at: look again',
  'work-under-way': 'something is being done in the case right now: try again when it is done',
  'nothing-approved': 'there is no approval to take back, or the act is done',
} as const;
export type Refusal = keyof typeof REFUSALS;

/** Null when the event makes sense in this state. Validators of updates ask the same function that `evolve` obeys. */
export function refusal(program: Program, state: CaseState, event: CaseEvent): Refusal | null {
  switch (event.type) {
    case 'time-came':
    case 'planned':
    case 'planning-failed':
      return closed(state);
    case 'performed':
    case 'recorded':
    case 'replied':
    case 'condition-met':
    case 'undelivered':
    case 'unknown-message':
      return null;
    case 'held':
      return closed(state) ?? (event.until !== null && event.until <= event.at ? 'until-is-past' : null);
    case 'withdrawn':
    case 'approval-unclear':
      return closed(state);
    case 'resumed':
      return closed(state) ?? (state.answered || state.held ? null : 'nothing-to-resume');
    case 'settled':
    case 'waits-again':
      return closed(state) ?? (state.answered ? null : 'not-answered');
    case 'fact-chosen':
      return closed(state) ?? notChoosable(program, state, event.fact, event.value);
    case 'task-done':
      return notDoable(state, event);
    case 'snoozed':
      return hasTask(state, event.task) ?? (event.until <= event.at ? 'until-is-past' : null);
    case 'assigned':
      return hasTask(state, event.task);
    case 'action-logged':
      return loggable(state, event.task);
    case 'moved':
      return closed(state) ?? asJudged(program, state, event) ?? fits(event.to, event.place, event.plan);
    case 'recalculated':
      return closed(state) ?? asJudged(program, state, event) ?? fits(program, state, event.plan);
    case 'approval-withdrawn':
      return closed(state) ?? (approvedAct(state, event.act) ? null : 'nothing-approved');
  }
}

/** Tasks whose answer moves the case on: a reply comes first. */
const STEERING_TASKS: TaskKind[] = [
  'step',
  'call',
  'check',
  'on-hold',
  'review',
  'declined',
  'decision',
  'confirm-approval',
  'choose-resolution',
];

function closed(state: CaseState): Refusal | null {
  return state.outcome ? 'case-closed' : null;
}

/** Results that are still to come belong to the version and the dates under which the work was begun. */
function asJudged(
  program: Program,
  state: CaseState,
  { at, mark }: { at: Instant; mark: string },
): Refusal | null {
  if (underWay(program, state, at)) return 'work-under-way';
  return markOf(program, state) === mark ? null : 'changed-meanwhile';
}

/** Work or dates are asked for, or what the case waits for has just come. */
export function underWay(program: Program, state: CaseState, at: Instant): boolean {
  const need = next(program, { ...state, unrecorded: null });
  if (need.need === 'wait') return state.ask !== null || (need.until !== null && need.until <= at);
  return need.need !== 'end';
}

/** A place that the program does not have, or a wait without a date, would bring the case to a halt for good. */
function fits(
  program: Program,
  { position, progress }: Pick<Place, 'position' | 'progress'>,
  plan: Plan | null,
): Refusal | null {
  const operation = program.operations[position];
  const effects = operation?.op === 'perform' ? operation.effects.length : 0;
  if (!operation || progress > effects) return 'changed-meanwhile';
  if (program.levels.length > 0) return null;
  const dateless = program.operations.slice(position).some(({ op, step }) => {
    const optional = stepOf(program, step)?.when === 'day-zero-moved';
    return op === 'wait' && !optional && !plan?.slots[step];
  });
  return dateless ? 'changed-meanwhile' : null;
}

function hasTask(state: CaseState, key: string): Refusal | null {
  return state.tasks.some((open) => open.key === key) ? null : 'no-such-task';
}

function loggable(state: CaseState, key: string): Refusal | null {
  const task = state.tasks.find((open) => open.key === key);
  if (task?.kind !== 'review') return 'no-such-task';
  if (state.answered) return 'answered-meanwhile';
  return state.errand ? 'step-under-way' : null;
}

function approvedAct(state: CaseState, act: string): boolean {
  return state.approvals.some((approval) => approval.act === act);
}

function notDoable(state: CaseState, event: Extract<CaseEvent, { type: 'task-done' }>): Refusal | null {
  const { at, option, until } = event;
  const task = state.tasks.find((open) => open.key === event.task);
  if (!task) return 'no-such-task';
  if (!task.options.includes(option)) return 'no-such-option';
  if (option === 'call-at' && until === undefined) return 'needs-a-date';
  if (task.kind === 'review' && option === 'done' && !task.logged?.length) return 'nothing-logged';
  if (until !== undefined && until <= at) return 'until-is-past';
  const steers = STEERING_TASKS.includes(task.kind) && option !== 'discard';
  return steers && state.answered ? 'answered-meanwhile' : null;
}

function notChoosable(program: Program, state: CaseState, name: string, value: string): Refusal | null {
  const fact = program.steering.find((candidate) => candidate.name === name);
  if (!fact || fact.lookedUp) return 'no-such-fact';
  if (!fact.options.includes(value)) return 'no-such-option';
  const operation = operationAt(program, state);
  if (operation.op === 'perform' && operation.only?.fact === name) return 'step-under-way';
  const last = program.operations.findIndex((other) => other.step === fact.until && other.op !== 'wait');
  const begun = last >= 0 && state.position >= last;
  return begun && operation.op !== 'gate' ? 'too-late-to-choose' : null;
}
