import type { Instant, Operation, Program, ProgramStep } from '../program.ts';
import type { CaseState, LogEntry, OpenTask, TaskKind, Unrecorded } from '../state.ts';

/** The state keeps this many entries; the ledger keeps all. A case of years must stay small. */
const LOG_LIMIT = 200;

type Said = Omit<LogEntry, 'round'>;

const NOTHING: Unrecorded = { open: [], close: [], change: [], release: [], log: [] };

/** Nothing is left for a person to judge. */
export const NO_PROBLEMS = { problem: null, problems: [] } satisfies Partial<CaseState>;

/** Adds to what the ledger has yet to hear. */
export function unrecorded(state: CaseState, more: Partial<Unrecorded>): CaseState {
  const before = state.unrecorded ?? NOTHING;
  return {
    ...state,
    unrecorded: {
      open: and(before.open, more.open),
      close: and(before.close, more.close),
      change: and(before.change, more.change),
      release: and(before.release, more.release),
      log: and(before.log, more.log),
    },
  };
}

/** Most of what is kept does not change at once; lists that stay the same are not copied. */
function and<Item>(before: Item[], more: Item[] | undefined): Item[] {
  return more ? [...before, ...more] : before;
}

/** Keeps an entry that the activity which did the work has already written to the ledger. */
export function noted(state: CaseState, said: Said): CaseState {
  return { ...state, log: logged(state, { ...said, round: state.round }) };
}

/** Keeps an entry and has it written to the ledger. */
export function told(state: CaseState, said: Said): CaseState {
  const entry = { ...said, round: state.round };
  const before = state.unrecorded ?? NOTHING;
  return { ...state, log: logged(state, entry), unrecorded: { ...before, log: [...before.log, entry] } };
}

function logged({ log }: CaseState, entry: LogEntry): LogEntry[] {
  return [...(log.length < LOG_LIMIT ? log : log.slice(1 - LOG_LIMIT)), entry];
}

/** Opens a task once: its key says what it is about, so the same need never opens a second one. */
export function opened(
  state: CaseState,
  kind: TaskKind,
  about: string,
  options: string[],
  role?: string,
): CaseState {
  const key = `${kind}:${about}`;
  if (state.tasks.some((task) => task.key === key)) return state;
  const task: OpenTask = { key, kind, about, options, ...(role ? { role } : {}) };
  return unrecorded({ ...state, tasks: [...state.tasks, task] }, { open: [task] });
}

/** Warnings that were left out are nobody's matter any more. The field stays where it was, so that all states are laid out alike. */
export function withoutUnwarned(state: CaseState): CaseState {
  return state.unwarned === undefined || state.unwarned.length === 0 ? state : { ...state, unwarned: [] };
}

/** Takes tasks off the list: done with an option, or called off without one. */
export function closed(
  state: CaseState,
  which: (task: OpenTask) => boolean,
  answer: { option?: string; by?: string } = {},
): CaseState {
  const going = state.tasks.filter(which);
  if (going.length === 0) return state;
  return unrecorded(
    { ...state, tasks: state.tasks.filter((task) => !which(task)) },
    { close: going.map((task) => ({ key: task.key, ...answer })) },
  );
}

export function operationAt(program: Program, state: CaseState): Operation {
  const operation = program.operations[state.position];
  if (!operation) throw new Error(`program ${program.procedure} has no operation ${state.position}`);
  return operation;
}

export function stepOf(program: Program, key: string): ProgramStep | undefined {
  return program.steps.find((step) => step.key === key);
}

/** Whether a step's hours count from when the one before it was done. */
export function waits(program: Program, key: string): boolean {
  const step = stepOf(program, key);
  return step?.when === 'wait' || step?.when === 'end-of-week';
}

/** The current step's dates, and those after it, are to be planned again; nothing to plan where the step has no date. */
export function replanned(
  program: Program,
  state: CaseState,
  notBefore: Instant,
  mode: 'send-hour' | 'in-hours',
): CaseState {
  const step = operationAt(program, state).step;
  if (!state.plan?.slots[step] && program.levels.length === 0 && !hasDate(program, step)) return state;
  const after = lastAttemptBefore(program, state, step);
  const since = waits(program, step) ? { since: state.since } : {};
  const manual = state.manual === null ? {} : { manual: state.manual };
  return {
    ...state,
    ask: { kind: 'from', step, notBefore, mode, ...(after ? { after } : {}), ...since, ...manual },
  };
}

/** What is done at the opening has no date; neither has day zero where it did not move. */
function hasDate(program: Program, key: string): boolean {
  const when = stepOf(program, key)?.when;
  return when === 'day' || when === 'wait' || when === 'end-of-week';
}

/** The attempt to keep a distance to. A step that is done a second time keeps at least one day from its first time. */
function lastAttemptBefore(program: Program, state: CaseState, step: string) {
  const last = state.lastAttempt;
  const before = last && stepOf(program, last.step);
  if (!last || !before) return null;
  const day = before.day ?? (waits(program, last.step) ? program.clock.firstDay : null);
  if (day === null) return null;
  if (last.step !== step) return { at: last.at, day };
  return last.pass === state.pass ? null : { at: last.at, day: day - 1 };
}

/** The rest of a step, after a person did a part of it: at its hour, at once while sending hours last, else planned anew. */
export function restOfStep(program: Program, state: CaseState, at: Instant): CaseState {
  const slot = state.plan?.slots[operationAt(program, state).step];
  if (!slot) return state;
  if (at < slot.at) return { ...state, notBefore: slot.at };
  return at > slot.until ? replanned(program, state, at, 'in-hours') : state;
}
