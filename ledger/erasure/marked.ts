import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { marksAddress } from './marks.ts';

/** Which of these cases were erased. */
export async function markedCases(ledger: Ledger, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select i.id from unnest(${[...ids]}::text[]) i(id)
    where exists (select from erased e where e.mark = any(erasure_marks('case:' || i.id))) order by i.id`.execute(
    ledger,
  );
  return rows.map(({ id }) => id);
}

/** Cases and addresses that the ledger has although they are marked as erased: none, unless an older copy was restored. */
export async function markedStill(ledger: Ledger): Promise<{ cases: string[]; addresses: string[] }> {
  const { rows: cases } = await sql<{ id: string }>`
    select c.id from cases c where exists (select from erased e where e.mark = any(erasure_marks('case:' || c.id)))
    order by c.id`.execute(ledger);
  const { rows: addresses } = await sql<{ address: string }>`
    select a.address from (
      select lower(btrim(contact ->> 'email')) as address from cases where contact ? 'email'
      union select contact ->> 'phone' from cases where contact ? 'phone'
      union select same_address(contact ->> 'portal') from cases where contact ? 'portal'
      union select address from inbox union select address from inbound union select address from consents
      union select address from suppressions union select address from lifted_suppressions
      union select address from inconvenient) a
    where a.address is not null and exists (select from erased e where ${marksAddress('a.address')})`.execute(
    ledger,
  );
  return { cases: cases.map(({ id }) => id), addresses: addresses.map(({ address }) => address) };
}
