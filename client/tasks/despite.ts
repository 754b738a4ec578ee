import type { Stop } from '../../domain/gate/stops.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import type { Task } from '../../ledger/schema.ts';
import { listedTask } from '../../ledger/tasks/list.ts';
import type { Context } from '../context.ts';

/** Answers by which nobody was reached and nothing done. */
const NOT_DONE: Partial<Record<TaskKind, string>> = { 'by-hand': 'not-possible', call: 'call-at' };

/**
 * What speaks against that which a person says they have done in the place of the machine; null: nothing, or they have not
 * done it. It is kept all the same: turned away, the record would say that less has gone out than did.
 */
export async function doneDespite(
  { ledger }: Context,
  { id, kind }: Task,
  option: string,
): Promise<Stop | null> {
  const notDone = NOT_DONE[kind];
  if (notDone === undefined || option === notDone) return null;
  return (await listedTask(ledger, id))?.stopped ?? null;
}
