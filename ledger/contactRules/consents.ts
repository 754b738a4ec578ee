import type { Selectable } from 'kysely';
import type { NoReason } from '../../domain/contactRules/consent.ts';
import type { Purpose } from '../../domain/contactRules/contactRules.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { lockForNews, sameAddress } from '../locks.ts';
import { instant } from '../values.ts';
import type { Consents } from './rows.ts';

export type ConsentEntry = Selectable<Consents>;

/** After this time an opt-out is not confirmed any more. */
const CONFIRM_WITHIN = 5 * 60 * 1000;

export interface NewOptOut {
  address: string;
  /** `*`: every channel of the address. */
  channel: string;
  /** Null: everything. */
  purpose: Purpose | null;
  reason: NoReason;
  /** How it reached us. */
  source: string;
  evidence: string | null;
  /** The item of the inbox, or the reply, that says so in words of its own; absent: none. */
  inbox?: string | undefined;
  by: string;
  at: Instant;
}

/**
 * Somebody does not want to be reached. When this returns it is kept, and no contact starts that does not know of it (see
 * locks.ts). The first opt-out from texts gives the right to confirm it by one text.
 * @returns the id of the entry, and whether a text may confirm it
 */
export async function recordOptOut(
  ledger: Ledger,
  given: NewOptOut,
): Promise<{ id: string; confirmable: boolean }> {
  return ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { address: sameAddress(given.address) });
    return optOutIn(tx, given);
  });
}

/** The same within a transaction that holds the address already. */
export async function optOutIn(tx: Ledger, given: NewOptOut): Promise<{ id: string; confirmable: boolean }> {
  const address = sameAddress(given.address);
  const confirmable = given.channel === 'text' && !(await hasOptedOut(tx, address));
  const id = await addOptOut(tx, given);
  if (confirmable)
    await tx
      .insertInto('confirmations')
      .values({ opt_out: id, address, until: instant(given.at + CONFIRM_WITHIN) })
      .execute();
  return { id, confirmable };
}

/** The entry alone, within a transaction that holds the address, or follows from a contact that has been made. */
export async function addOptOut(tx: Ledger, given: NewOptOut): Promise<string> {
  const { by, at, ...plain } = given;
  const id = newId();
  const row = { ...plain, id, address: sameAddress(given.address), given: false, recorded_by: by };
  await tx
    .insertInto('consents')
    .values({ ...row, at: instant(at) })
    .execute();
  return id;
}

export interface NewConsent {
  address: string;
  channel: string;
  purpose: Purpose;
  source: string;
  /** The version of the words that were agreed to. */
  wording: string | null;
  /** Where the proof is, or what it is. */
  evidence: string;
  by: string;
  at: Instant;
  expiresAt: Instant | null;
}

/** Somebody agrees to be reached on a channel for a purpose; an opt-out of an earlier moment holds no longer for it. */
export async function recordConsent(ledger: Ledger, given: NewConsent): Promise<string> {
  const { by, at, expiresAt, ...plain } = given;
  const id = newId();
  const row = { ...plain, id, address: sameAddress(given.address), given: true, recorded_by: by };
  await ledger
    .insertInto('consents')
    .values({ ...row, at: instant(at), expires_at: expiresAt === null ? null : instant(expiresAt) })
    .execute();
  return id;
}

/** Every word of an address, oldest first. */
export async function consentsOf(ledger: Ledger, address: string): Promise<ConsentEntry[]> {
  return ledger
    .selectFrom('consents')
    .selectAll()
    .where('address', '=', sameAddress(address))
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Takes the right to confirm an opt-out by text. True once, soon after the opt-out, and never again. */
export async function takeConfirmation(ledger: Ledger, optOut: string, at: Instant): Promise<boolean> {
  const taken = await ledger
    .updateTable('confirmations')
    .set({ used_at: instant(at) })
    .where('opt_out', '=', optOut)
    .where('used_at', 'is', null)
    .where('until', '>', instant(at))
    .returning('opt_out')
    .executeTakeFirst();
  return taken !== undefined;
}

async function hasOptedOut(tx: Ledger, address: string): Promise<boolean> {
  const last = await tx
    .selectFrom('words_that_hold')
    .select('given')
    .where('address', '=', address)
    .where('channel', 'in', ['text', '*'])
    .where('purpose', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.given === false;
}
