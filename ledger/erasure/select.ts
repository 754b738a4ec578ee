import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import type { Subject } from './rows.ts';

/** What may stand before and behind an id where it is named, so that alert-1 is not found in alert-10. */
const BEFORE = '(^|[^A-Za-z0-9._-])';
const BEHIND = '[.:]*($|[^A-Za-z0-9._:#@+-])';

/**
 * Names, in tables of the transaction's own, all that an erasure is about: the conditions of `tables.ts` see them.
 * Nothing ends up in a log of the server: values travel as parameters.
 */
export async function selectSubject(tx: Ledger, { cases, addresses }: Subject): Promise<void> {
  await sql`create temp table erase_cases (id text primary key) on commit drop`.execute(tx);
  await sql`create temp table erase_addresses (address text primary key) on commit drop`.execute(tx);
  await sql`create temp table erase_patterns (pattern text not null) on commit drop`.execute(tx);
  await sql`insert into erase_cases select distinct unnest(${cases}::text[])`.execute(tx);
  await sql`insert into erase_addresses select distinct unnest(${addresses}::text[])`.execute(tx);
  const words = [...cases, ...addresses].flatMap((each) => [each, encodeURIComponent(each)]);
  const patterns = [...new Set(words)].map((word) => `${BEFORE}${escaped(word)}${BEHIND}`);
  await sql`insert into erase_patterns select unnest(${patterns}::text[])`.execute(tx);
  await sql`create temp table erase_tasks on commit drop as
    select id from tasks where case_id in (select id from erase_cases)`.execute(tx);
  await sql`create temp table erase_intents on commit drop as
    select id from intents where case_id in (select id from erase_cases)`.execute(tx);
  await sql`create temp table erase_contents on commit drop as
    select content_hash as hash from intents where case_id in (select id from erase_cases) and content_hash is not null
    union select content_hash from inbox where content_hash is not null
      and (case_id in (select id from erase_cases) or address in (select address from erase_addresses))`.execute(
    tx,
  );
  await sql`create temp table erase_accounts on commit drop as
    select distinct source, split_part(occurrence, '#', 1) as customer from cases
    where id in (select id from erase_cases)`.execute(tx);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
