import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant } from './values.ts';

export interface NewDecision {
  caseId: string;
  round: number;
  pass: number;
  key: string;
  effect: number;
  intentId: string | null;
  at: Instant;
  allowed: boolean;
  /** The rule that decided. */
  rule: string;
  /** A code of activities/reasons.ts; null when allowed. */
  reason: string | null;
}

/** Keeps an answer of the gate. */
export async function recordDecision(
  tx: Ledger,
  { caseId, intentId, at, ...plain }: NewDecision,
): Promise<void> {
  await tx
    .insertInto('decisions')
    .values({ ...plain, case_id: caseId, intent_id: intentId, at: instant(at) })
    .execute();
}

/** Every answer the gate gave about a case, oldest first. */
export async function decisionsOf(ledger: Ledger, caseId: string) {
  return ledger.selectFrom('decisions').selectAll().where('case_id', '=', caseId).orderBy('id').execute();
}
