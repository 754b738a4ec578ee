import type { Instant, Outcome, Program } from '../program.ts';
import type { CaseState, TaskKind } from '../state.ts';
import { voided } from './approvals.ts';
import { closed, opened, operationAt, replanned, told, unrecorded, NO_PROBLEMS } from './edits.ts';

/**
 * A reply pauses, it does not end: all contact stops until a person settles or resumes.
 * After the end it opens the case again where the procedure says so, else it is a task for the owner.
 */
export function replied(program: Program, state: CaseState, event: { at: Instant; id: string }): CaseState {
  const { at, id } = event;
  if (state.answered?.replies.includes(id)) return state;
  if (!state.outcome) return answered(leftOver(program, state), at, id);
  const said = told(state, { at, what: 'replied-after-the-end', about: id });
  if (program.afterEnd === 'task') return lateReplyToRead(said, id);
  return answered(openedAgain(program, said, state.outcome, id), at, id);
}

/** One task asks for all replies that came after the end. */
export function lateReplyToRead(state: CaseState, id: string): CaseState {
  const asked = state.tasks.some((task) => task.kind === 'late-reply');
  return asked ? state : opened(state, 'late-reply', id, ['seen']);
}

/** The case goes on after its end, which stays on record: because of this reply. */
export function openedAgain(
  program: Program,
  state: CaseState,
  end: NonNullable<CaseState['outcome']>,
  reply: string,
): CaseState {
  const reopening = program.reopening.length > 0 && reply;
  return { ...state, past: [...state.past, end], outcome: null, reopening };
}

/** Warnings and approvals from before a reply no longer count: an irreversible act wants both without a reply since. */
function answered(state: CaseState, at: Instant, id: string): CaseState {
  const replies = [...(state.answered?.replies ?? []), id];
  const unasked = closed(state, (task) => ABOUT_THE_ACT.includes(task.kind));
  const stopped = { ...voided(unasked, at), answered: { at: state.answered?.at ?? at, replies } };
  const said = told(stopped, { at, what: 'replied', about: id });
  if (state.answered) return said;
  return opened(said, 'reply', id, ['settle', 'resume', 'wait-again']);
}

const ABOUT_THE_ACT: TaskKind[] = ['decision', 'confirm-approval', 'choose-resolution', 'declined'];

/** The thing waited for happened: the case ends by itself. A condition the procedure does not know is only noted. */
export function conditionMet(
  program: Program,
  state: CaseState,
  event: { at: Instant; condition: string },
): CaseState {
  if (event.condition === ALLOWED_ONCE) return takenUp(program, state, event.at);
  const outcome = program.conditions[event.condition];
  const said = told(state, { at: event.at, what: 'condition-met', about: event.condition });
  if (event.condition === ITEMS_CHANGED && !state.outcome) return relevelled(program, said, event.at);
  if (!outcome || state.outcome) return said;
  return finished(program, said, outcome, event.at);
}

/** What is owed has changed: the next date is asked for again. A review that is open stays with its person. */
export const ITEMS_CHANGED = 'items-changed';

function relevelled(program: Program, state: CaseState, at: Instant): CaseState {
  const operation = operationAt(program, state);
  if (program.levels.length === 0 || operation.op !== 'wait' || state.ask) return state;
  return replanned(program, state, at, 'send-hour');
}

/** A person has allowed an attempt once although a contact rule refuses it. The ledger knows which one, and for how long. */
export const ALLOWED_ONCE = 'allowed-once';

const CAN_BE_ALLOWED = ['quiet-hours', 'person-cap'];

/** A step that was put off by such a rule is asked for again as soon as working hours allow; the gate decides anew. */
function takenUp(program: Program, state: CaseState, at: Instant): CaseState {
  const operation = operationAt(program, state);
  const stands = state.outcome || state.answered || state.held || state.problem || state.ask;
  if (stands || operation.op !== 'perform' || state.notBefore === null) return state;
  const last = state.log.findLast(
    ({ what, about }) => what === 'put-off' && about?.startsWith(operation.key),
  );
  const refused = last?.because !== undefined && CAN_BE_ALLOWED.includes(last.because);
  if (!refused) return state;
  const asked = replanned(program, state, at, 'in-hours');
  return asked.ask?.kind === 'from' ? { ...asked, ask: { ...asked.ask, sooner: true } } : asked;
}

/** Ends the case through people or the outside world: everything open is called off, but what is left of a unit is told. */
export function finished(program: Program, state: CaseState, outcome: Outcome, at: Instant): CaseState {
  const whole = leftOver(program, state);
  const over: CaseState = {
    ...closed(whole, (task) => task.kind !== 'left-over'),
    answered: null,
    held: null,
    ...NO_PROBLEMS,
    ask: whole.plan ? null : whole.ask,
    notBefore: null,
    outcome: { outcome, at, round: whole.round },
  };
  const said = told(over, { at, what: 'ended', because: outcome });
  return unrecorded(said, { release: state.answered?.replies ?? [] });
}

/** Acts of one unit are all done, or a person is told which are left. */
export function leftOver(program: Program, state: CaseState): CaseState {
  const operation = program.operations[state.position];
  const before = operation?.op === 'perform' ? operation.effects[state.progress - 1] : undefined;
  const left = operation?.op === 'perform' ? operation.effects[state.progress] : undefined;
  if (before?.verb !== 'act' || left?.verb !== 'act' || left.unit === undefined) return state;
  const asked = opened(state, 'left-over', left.name, ['done', 'not-needed']);
  return leftOver(program, { ...asked, progress: state.progress + 1 });
}
