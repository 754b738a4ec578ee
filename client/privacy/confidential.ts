import { addressesOf } from '../../ledger/contactRules/person.ts';
import { findCase } from '../../ledger/cases.ts';
import { casesOf } from '../../ledger/erasure/find.ts';
import {
  casesElsewhere,
  type ConfidentialRequest,
  liftConfidential,
  listConfidential,
  onlyThere,
  recordConfidential,
} from '../../ledger/health/confidential.ts';
import type { Contact } from '../../ledger/schema.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { plainAddress } from '../contactRules/address.ts';
import { correctContact } from '../correctContact.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from '../text.ts';

export interface AsksConfidential {
  /** An address by which the person is known: of an email, or a telephone number. */
  address: string;
  /** Of several people at that address, this one. */
  name?: string | undefined;
  /** Where they want to be reached, and nowhere else; one at least. */
  email?: string | undefined;
  phone?: string | undefined;
  portal?: string | undefined;
  /** What they asked for, and how. */
  note: string;
  by: string;
}

/**
 * Somebody asks to be reached at these addresses only (LAW-10). It wins over every other address: the contacts of their open
 * cases are corrected, new cases begin with these, and the gate refuses any other.
 * @returns the cases that were corrected
 * @throws ClientError FT-CLI-CONFIDENTIAL, FT-CLI-ADDRESS, FT-CLI-ACTOR
 */
export async function confidential(
  context: Context,
  given: AsksConfidential,
): Promise<{ id: string; cases: string[] }> {
  const { ledger } = context;
  const { id: by } = await whoActs(ledger, given.by);
  const note = checkText(given.note, 'note', LONGEST_TEXT).trim();
  const plain = (written: string | undefined, channel: string) =>
    written === undefined ? null : plainAddress(context, written, channel);
  const email = await plain(given.email, 'email');
  const phone = await plain(given.phone, 'call');
  const portal = await plain(given.portal, 'portal');
  if (note === '' || (email ?? phone ?? portal) === null)
    throw new ClientError(
      'FT-CLI-CONFIDENTIAL',
      'say where they want to be reached, and what they asked for.',
    );
  const address = await plainAddress(context, given.address, '*');
  const name = given.name === undefined ? null : checkText(given.name, 'name', LONGEST_NAME).trim();
  const addresses = await knownBy(context, address, name);
  const only = { email, phone, portal };
  const id = await recordConfidential(ledger, { ...only, addresses, name, note, at: Date.now(), by });
  const cases = await casesElsewhere(ledger, id);
  for (const caseId of cases) await correctContact(context, caseId, only, { by });
  return { id, cases };
}

/** Every address of the person, as far as their cases tell. Without a name: of whoever has this one. */
async function knownBy({ ledger }: Context, address: string, name: string | null): Promise<string[]> {
  const found = await casesOf(ledger, { ids: [], addresses: [address] });
  const theirs = found.filter((each) => name !== null && each.name?.toLowerCase() === name.toLowerCase());
  const rows = await Promise.all(theirs.map(({ id }) => findCase(ledger, id)));
  return [address, ...rows.flatMap((row) => (row ? addressesOf(row.contact) : []))];
}

/** The contact as they want to be reached. */
export async function asWanted({ ledger }: Context, contact: Contact): Promise<Contact> {
  const only = await onlyThere(ledger, contact);
  if (!only) return contact;
  const rest = Object.fromEntries(
    Object.entries(contact).filter(([field]) => !['email', 'phone', 'portal'].includes(field)),
  );
  const wanted = Object.entries(only).filter(([, address]) => address !== null);
  return { ...rest, ...(Object.fromEntries(wanted) as Contact) };
}

/** Requests that hold, newest first. */
export async function confidentialRequests(
  { ledger }: Context,
  { limit = 200 }: { limit?: number } = {},
): Promise<ConfidentialRequest[]> {
  return listConfidential(ledger, limit);
}

/** They may be reached anywhere again; contacts stay as they are. @throws ClientError FT-CLI-CONFIDENTIAL */
export async function endConfidential(context: Context, id: string, given: { by: string }): Promise<void> {
  const { id: by } = await whoActs(context.ledger, given.by);
  if (await liftConfidential(context.ledger, { request: id, by, at: Date.now() })) return;
  throw new ClientError('FT-CLI-CONFIDENTIAL', `no request "${id}" holds.`);
}
