import { operationAt, stepOf } from './evolve/edits.ts';
import type { Instant, Operation, Program } from './program.ts';
import type { CaseState, Hold, Need, OpenTask, TaskKind } from './state.ts';
import { mayBeDoneFrom } from './timeToAnswer.ts';

/** The work that opens the outside case again. */
export const REOPENING = 'reopening';

/** Each reopening is work of its own: one that was done for an earlier reply is not taken for it. No step's key has a colon. */
export function isReopening(key: string): boolean {
  return key.startsWith(`${REOPENING}:`);
}

/**
 * What the case needs now. Reads the state only: `evolve` has already walked over all that needs nobody.
 * People come before dates and dates before work, so nothing goes out while a reply, a hold or a problem stands.
 */
export function next(program: Program, state: CaseState): Need {
  if (state.unrecorded) return { need: 'record', changes: state.unrecorded };
  if (state.outcome) return { need: 'end', outcome: state.outcome.outcome };
  if (state.reopening) {
    return {
      need: 'perform',
      key: `${REOPENING}:${state.reopening}`,
      step: REOPENING,
      from: 0,
      effects: program.reopening,
      attempt: false,
    };
  }
  return (
    forErrand(state) ??
    forPeople(program, state) ??
    forDates(state) ??
    forOperation(program, state, operationAt(program, state))
  );
}

/** The key of an email that a person ordered. */
export const ERRAND = 'errand';

export function isErrand(key: string): boolean {
  return /^errand-\d+$/.test(key);
}

function forErrand({ errand, answered, held, problem }: CaseState): Need | null {
  if (!errand || answered || held || problem) return null;
  return {
    need: 'perform',
    key: `${ERRAND}-${errand.number}`,
    step: ERRAND,
    from: 0,
    effects: [{ verb: 'send', channel: 'email', name: errand.template }],
    attempt: true,
  };
}

function wait(
  state: CaseState,
  why: Extract<Need, { need: 'wait' }>['for'],
  about: string,
  until: Instant | null = null,
): Need {
  const dues = state.tasks.flatMap((task) => task.due ?? []);
  const remind = dues.length > 0 ? Math.min(...dues) : null;
  return { need: 'wait', until, remind, for: why, about };
}

function forPeople(program: Program, state: CaseState): Need | null {
  if (state.answered) return wait(state, 'answer', 'reply');
  if (state.problem) return wait(state, 'problem', state.problem.reason);
  if (state.held) return standing(program, state, state.held);
  const task = state.tasks.find(blocks);
  if (!task) return null;
  return task.kind === 'check' ? wait(state, 'hold', task.about) : wait(state, 'task', task.about);
}

function standing(program: Program, state: CaseState, held: Hold): Need {
  const still = wait(state, 'hold', held.promise ? 'promise' : 'hold', held.until);
  const asked = askedAboutAt(program, state, held);
  if (still.need !== 'wait' || asked === null) return still;
  return { ...still, remind: Math.min(still.remind ?? asked, asked) };
}

/** When somebody is asked whether a hold without a date is to go on; null: it has one, or the question is open. */
export function askedAboutAt({ taskHours }: Program, { tasks }: CaseState, held: Hold): Instant | null {
  if (held.until !== null || tasks.some(({ kind }) => kind === 'on-hold')) return null;
  return (held.stays ?? held.at) + taskHours * HOUR;
}

const HOUR = 3_600_000;

/** Whether the step cannot go on before a person has done it. */
export function blocks({ kind }: OpenTask): boolean {
  return BLOCKING.includes(kind);
}

const BLOCKING: TaskKind[] = ['step', 'by-hand', 'call', 'review', 'check', 'declined'];

function forDates(state: CaseState): Need | null {
  return state.ask ? { need: 'plan', ask: state.ask } : null;
}

function forOperation(program: Program, state: CaseState, operation: Operation): Need {
  const step = operation.step;
  if (operation.op === 'wait') {
    const slot = state.plan?.slots[step];
    if (!slot && state.plan?.standing) return wait(state, 'change', 'open-items');
    if (!slot) throw new Error(`step ${step} of ${program.procedure} has no planned date`);
    return wait(state, 'step', step, slot.at);
  }
  if (operation.op === 'gate') {
    const warning = state.warnings.find((given) => given.act === operation.act);
    const decided = state.tasks.some((task) => task.kind === 'decision' || task.kind === 'choose-resolution');
    return decided || !warning
      ? wait(state, 'decision', operation.act)
      : wait(state, 'delivery', operation.act, mayBeDoneFrom(warning));
  }
  if (operation.op === 'repeat') throw new Error(`the case stands at the repetition of ${step}`);
  if (state.notBefore !== null) return wait(state, 'step', step, state.notBefore);
  return {
    need: 'perform',
    key: operation.key,
    step,
    from: state.progress,
    effects: operation.effects,
    attempt: stepOf(program, step)?.attempt ?? false,
    ...(operation.ends ? { ends: operation.ends } : {}),
  };
}
