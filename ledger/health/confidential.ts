import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { lockForNews, sameAddress } from '../locks.ts';
import type { Contact } from '../schema.ts';
import { instant } from '../values.ts';
import type { Confidential } from './rows.ts';

export type ConfidentialRequest = Selectable<Confidential>;

/** Where somebody wants to be reached, and nowhere else. */
export interface OnlyThere {
  email: string | null;
  phone: string | null;
  portal: string | null;
}

export interface NewConfidential extends OnlyThere {
  /** By which they are known until now. */
  addresses: string[];
  /** Of several people at these addresses, this one; null: whoever has them. */
  name: string | null;
  note: string;
  at: Instant;
  by: string;
}

/**
 * When this returns, no contact starts to another address of theirs.
 * @returns the request's id
 */
export async function recordConfidential(ledger: Ledger, given: NewConfidential): Promise<string> {
  const { at, by, name, addresses, ...plain } = given;
  const request = newId();
  const known = [...new Set(addresses.map(sameAddress))];
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { addresses: known });
    const rows = known.map((address) => ({
      ...plain,
      id: newId(),
      request,
      address,
      name: name === null ? null : plainName(name),
      at: instant(at),
      recorded_by: by,
    }));
    await tx.insertInto('confidential').values(rows).execute();
  });
  return request;
}

/** A request stays on record. False: there is none that holds. */
export async function liftConfidential(
  ledger: Ledger,
  given: { request: string; by: string; at: Instant },
): Promise<boolean> {
  const lifted = await ledger
    .updateTable('confidential')
    .set({ lifted_at: instant(given.at), lifted_by: given.by })
    .where('request', '=', given.request)
    .where('lifted_at', 'is', null)
    .returning('id')
    .execute();
  return lifted.length > 0;
}

/** Requests that hold, newest first. */
export async function listConfidential(ledger: Ledger, limit: number): Promise<ConfidentialRequest[]> {
  return ledger
    .selectFrom('confidential')
    .selectAll()
    .where('lifted_at', 'is', null)
    .distinctOn('request')
    .orderBy('request', 'desc')
    .limit(limit)
    .execute();
}

/** Where this contact wants to be reached and nowhere else; null: nothing was asked for. */
export async function onlyThere(ledger: Ledger, contact: Contact): Promise<OnlyThere | null> {
  const { rows } = await sql<OnlyThere>`select v.email, v.phone, v.portal
    from (select ${JSON.stringify(contact)}::jsonb as contact) c, confidential v
    where ${isOf('c')} order by v.id desc limit 1`.execute(ledger);
  return rows[0] ?? null;
}

/** Open cases of whoever a request is of that still have one of the addresses by which they were known. */
export async function casesElsewhere(ledger: Ledger, request: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct c.id from cases c, confidential v
    where v.request = ${request} and c.status <> 'closed' and ${isOf('c')} order by 1`.execute(ledger);
  return rows.map(({ id }) => id);
}

/** The request `v` is of the person in the column `contact` of this table. */
function isOf(table: string): RawBuilder<boolean> {
  const contact = sql.ref(`${table}.contact`);
  return sql`v.lifted_at is null and v.address in
    (lower(btrim(${contact} ->> 'email')), ${contact} ->> 'phone', same_address(${contact} ->> 'portal'))
    and (v.name is null or ${contact} ->> 'name' is null or lower(btrim(${contact} ->> 'name')) = v.name)`;
}

/** For the gate: the person of the case `c` has asked to be reached elsewhere than at this address. */
export function wantedElsewhere(address: string): RawBuilder<boolean> {
  return sql`exists (select from confidential v where ${isOf('c')}
    and ${address}::text is distinct from lower(v.email) and ${address}::text is distinct from v.phone
    and ${address}::text is distinct from same_address(v.portal))`;
}

function plainName(name: string): string {
  return name.trim().toLowerCase();
}
