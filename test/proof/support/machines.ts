import type { CaseEvent } from '../../../domain/program/events.ts';
import type { CaseState, Need } from '../../../domain/program/state.ts';
import { INTERPRETER, type Machine } from '../../../domain/proof/machine.ts';

/** A machine whose `evolve` gets its result changed. */
export function broken(
  change: (after: CaseState, before: CaseState, event: CaseEvent) => CaseState,
): Machine {
  return {
    ...INTERPRETER,
    evolve: (program, state, event) => change(INTERPRETER.evolve(program, state, event), state, event),
  };
}

/** A machine that does not hear some events. */
export const deaf = (to: (event: CaseEvent, state: CaseState) => boolean): Machine =>
  broken((after, before, event) => (to(event, before) ? before : after));

export const needing = (change: (need: Need, state: CaseState) => Need): Machine => ({
  ...INTERPRETER,
  next: (program, state) => change(INTERPRETER.next(program, state), state),
});
