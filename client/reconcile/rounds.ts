import { takeRound } from '../../ledger/standings/rounds.ts';
import type { Context } from '../context.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';

const EVERY_MS = 3 * 60_000;

/** Reconciles every few minutes, however many processes ask. Null: it is not time yet, or another one does it. */
export async function reconcileInRounds(context: Context): Promise<Reconciliation | null> {
  return (await takeRound(context.ledger, 'reconcile', EVERY_MS)) ? reconcile(context) : null;
}
