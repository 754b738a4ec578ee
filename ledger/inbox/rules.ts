import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';

/** What the house says about what comes in. */
export interface InboundRules {
  /** How our receiving servers call themselves in Authentication-Results; without one no sender counts as authentic. */
  trusts: string[];
  /** Whether an absence with a day of return puts the next step off until then (RPY-8). */
  outOfOffice: 'postpone' | 'ignore';
  /** Whole messages that are an opt-out besides the known words (RPY-9). */
  optOutWords: string[];
}

export const USUAL_INBOUND_RULES: InboundRules = { trusts: [], outOfOffice: 'ignore', optOutWords: [] };

/** Keeps them for every program that works on this ledger. The same again changes nothing; each change stays on record. */
export async function keepInboundRules(
  ledger: Ledger,
  rules: InboundRules,
  by: string,
  at: Instant,
): Promise<void> {
  await sql`
    insert into inbound_rules (rules, since, recorded_by)
    select ${json(rules)}::jsonb, ${instant(at)}, ${by}
    where (select r.rules from inbound_rules r order by r.id desc limit 1) is distinct from ${json(rules)}::jsonb`.execute(
    ledger,
  );
}

/** What holds now. */
export async function inboundRulesOf(ledger: Ledger): Promise<InboundRules> {
  const row = await ledger
    .selectFrom('inbound_rules')
    .select('rules')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { ...USUAL_INBOUND_RULES, ...row?.rules };
}
