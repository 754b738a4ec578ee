import { operationAt, stepOf } from './evolve/edits.ts';
import type { Operation, Program } from './program.ts';
import type { CaseState, Need } from './state.ts';

/** The key of the work that opens the outside case again. */
export const REOPENING = 'reopening';

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
      key: REOPENING,
      step: REOPENING,
      from: 0,
      effects: program.reopening,
      attempt: false,
    };
  }
  return forPeople(state) ?? forDates(state) ?? forOperation(program, state, operationAt(program, state));
}

function forPeople(state: CaseState): Need | null {
  if (state.answered) return { need: 'wait', until: null, for: 'answer', about: 'reply' };
  if (state.problem) return { need: 'wait', until: null, for: 'problem', about: state.problem.reason };
  if (state.held) return { need: 'wait', until: state.held.until, for: 'hold', about: 'hold' };
  const task = state.tasks.find((open) => open.kind === 'step' || open.kind === 'by-hand');
  if (task) return { need: 'wait', until: null, for: 'task', about: task.about };
  return null;
}

function forDates(state: CaseState): Need | null {
  return state.ask ? { need: 'plan', ask: state.ask } : null;
}

function forOperation(program: Program, state: CaseState, operation: Operation): Need {
  const step = operation.step;
  if (operation.op === 'wait') {
    const slot = state.plan?.slots[step];
    if (!slot) throw new Error(`step ${step} of ${program.procedure} has no planned date`);
    return { need: 'wait', until: slot.at, for: 'step', about: step };
  }
  if (operation.op === 'gate') {
    const warning = state.warnings.find((given) => given.act === operation.act);
    const decided = state.tasks.some((task) => task.kind === 'decision' || task.kind === 'choose-resolution');
    return decided || !warning
      ? { need: 'wait', until: null, for: 'decision', about: operation.act }
      : { need: 'wait', until: warning.deliveredAt, for: 'delivery', about: operation.act };
  }
  if (state.notBefore !== null) return { need: 'wait', until: state.notBefore, for: 'step', about: step };
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
