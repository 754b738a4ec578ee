import { type RawBuilder, sql } from 'kysely';
import type { Ledger } from './connect.ts';

/**
 * Contact and news exclude each other. Whoever stores news (a reply, a hold, an opt-out) waits for a send that has
 * passed the gate until the provider is being called, and a send that comes later sees the news. So once the news is
 * stored, no call starts that did not know it.
 */
export interface Subject {
  caseId?: string | null;
  address?: string | null;
  /** For several at once. */
  addresses?: readonly string[];
}

/** Held until the transaction ends. */
export async function lockForNews(tx: Ledger, subject: Subject): Promise<void> {
  for (const name of namesOf(subject)) await sql`select pg_advisory_xact_lock(${keyOf(name)})`.execute(tx);
}

/** Held by the connection beyond its transaction, until `unlockContact`. */
export async function lockForContact(connection: Ledger, subject: Subject): Promise<void> {
  const names = namesOf(subject);
  if (names.length === 0) return;
  const locks = sql.join(names.map((name) => sql`pg_advisory_lock(${keyOf(name)})`));
  await sql`select ${locks}`.execute(connection);
}

/** The connection holds no other session locks, so nothing is left behind even after a failure half-way. */
export async function unlockContact(connection: Ledger): Promise<void> {
  await sql`select pg_advisory_unlock_all()`.execute(connection);
}

/** Always in the same order, so that two who want both cannot wait for each other. */
function namesOf({ caseId, address, addresses = [] }: Subject): string[] {
  const all = address ? [...addresses, address] : addresses;
  const names = [...(caseId ? [`case:${caseId}`] : []), ...all.map((each) => `address:${sameAddress(each)}`)];
  return [...new Set(names)].sort();
}

function keyOf(name: string): RawBuilder<unknown> {
  return sql`hashtextextended(${name}, 0)`;
}

/** One spelling for an address, so that an opt-out holds however it was typed. */
export function sameAddress(address: string): string {
  const plain = address.trim().toLowerCase();
  // A number with the code of its country, whatever stands between its digits.
  return /^\+[\d\s().\u2010-\u2015/-]+$/.test(plain) ? `+${plain.replace(/\D/g, '')}` : plain;
}
