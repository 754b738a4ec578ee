import { sql } from 'kysely';
import { type ContactRules, DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';

/**
 * Keeps the house's contact rules for every program that works on this ledger. The same rules again change nothing; each
 * change stays on record.
 */
export async function keepContactRules(
  ledger: Ledger,
  rules: ContactRules,
  by: string,
  at: Instant,
): Promise<void> {
  await sql`
    insert into contact_rules (rules, since, recorded_by)
    select ${json(rules)}::jsonb, ${instant(at)}, ${by}
    where (select r.rules from contact_rules r order by r.id desc limit 1) is distinct from ${json(rules)}::jsonb`.execute(
    ledger,
  );
}

/** The rules that hold now. What an older version did not know is as without configuration. */
export async function contactRulesOf(ledger: Ledger): Promise<ContactRules> {
  const row = await ledger
    .selectFrom('contact_rules')
    .select('rules')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { ...DEFAULT_RULES, ...row?.rules };
}
