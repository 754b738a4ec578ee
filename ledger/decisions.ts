import { type RawBuilder, sql } from 'kysely';
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
  channel: string;
  /** What the contact was for; null for notes and acts. */
  purpose: string | null;
  /** The person who asked; absent: the case did. */
  askedBy?: string;
  /** What staff had allowed once, and was needed. */
  allowances?: string[];
}

/** The change that keeps an answer of the gate. */
export function decision(ledger: Ledger, given: NewDecision, onlyIfThereAre?: string) {
  const { caseId, intentId, at, round, pass, key, effect, allowed, rule, reason, channel, purpose } = given;
  const allowances = given.allowances?.length ? given.allowances : null;
  const from: RawBuilder<unknown> = onlyIfThereAre ? sql`from ${sql.table(onlyIfThereAre)}` : sql``;
  const columns = [
    'case_id',
    'round',
    'pass',
    'key',
    'effect',
    'intent_id',
    'at',
    'allowed',
    'rule',
    'reason',
    'channel',
    'purpose',
    'asked_by',
    'allowances',
  ] as const;
  return ledger
    .insertInto('decisions')
    .columns([...columns])
    .expression(
      sql`select ${caseId}, ${round}::int, ${pass}::int, ${key}, ${effect}::int, ${intentId}, ${instant(at)},
        ${allowed}::boolean, ${rule}, ${reason}, ${channel}, ${purpose}, ${given.askedBy ?? null},
        ${allowances}::text[] ${from}`,
    );
}

/** Keeps an answer of the gate on its own: a no, or what a person asked. A yes to a send is kept with its claim. */
export async function recordDecision(ledger: Ledger, given: NewDecision): Promise<void> {
  await decision(ledger, given).execute();
}

/** Every answer the gate gave about a case, oldest first. */
export async function decisionsOf(ledger: Ledger, caseId: string) {
  return ledger.selectFrom('decisions').selectAll().where('case_id', '=', caseId).orderBy('id').execute();
}
