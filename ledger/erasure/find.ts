import { sql } from 'kysely';
import type { Status } from '../../domain/program/state.ts';
import { addressIn } from '../addresses.ts';
import type { Ledger } from '../connect.ts';
import { sameAddress } from '../locks.ts';

/** A case that may be of the person who is looked for. */
export interface FoundCase {
  id: string;
  procedure: string;
  status: Status;
  /** Null: the case does not name its contact. */
  name: string | null;
  /** Nobody real: a rehearsal, or a sample of the first start. */
  rehearsal: boolean;
}

/** The cases with these ids, and those that have one of these addresses. */
export async function casesOf(
  ledger: Ledger,
  given: { ids: readonly string[]; addresses: readonly string[] },
): Promise<FoundCase[]> {
  const { email, phone, portal } = addressIn('c');
  const addresses = spelt(given.addresses);
  const { rows } = await sql<FoundCase>`
    select c.id, c.procedure, c.status, c.contact ->> 'name' as name, c.rehearsal from cases c
    where c.id = any(${[...given.ids]}::text[])
      or (c.contact ? 'email' and ${email} = any(${addresses}::text[]))
      or (c.contact ? 'phone' and ${phone} = any(${addresses}::text[]))
      or (c.contact ? 'portal' and ${portal} = any(${addresses}::text[]))
    order by c.id`.execute(ledger);
  return rows;
}

/** Every address that these cases have or have had, in the spelling in which tables keep it. */
export async function addressesOfCases(ledger: Ledger, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select distinct a.address from cases c
      cross join lateral (values (c.contact ->> 'email'), (c.contact ->> 'phone'), (c.contact ->> 'portal')) a(address)
      where c.id = any(${[...ids]}::text[]) and a.address is not null
    union
    select distinct a.address from contact_changes h cross join lateral (values (h.before), (h.after)) a(address)
      where h.case_id = any(${[...ids]}::text[]) and h.field in ('email', 'phone', 'portal') and a.address is not null`.execute(
    ledger,
  );
  return rows.map(({ address }) => address);
}

/** Which of these addresses cases have that are not among the ids. */
export async function sharedAddresses(
  ledger: Ledger,
  given: { ids: readonly string[]; addresses: readonly string[] },
): Promise<{ address: string; cases: string[]; rehearsals: string[] }[]> {
  const found = await Promise.all(
    given.addresses.map(async (address) => {
      const all = await casesOf(ledger, { ids: [], addresses: [address] });
      const cases = all.filter(({ id }) => !given.ids.includes(id));
      const rehearsals = cases.filter(({ rehearsal }) => rehearsal);
      return { address, cases: cases.map(({ id }) => id), rehearsals: rehearsals.map(({ id }) => id) };
    }),
  );
  return found.filter(({ cases }) => cases.length > 0);
}

/** An address as it was written, and in its one spelling. */
export function spelt(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((address) => [address, sameAddress(address)]))];
}
