import {
  type ContactChange,
  contactChangesOf,
  correctContact as keepCorrection,
  CORRECTABLE,
  type Correctable,
} from '../ledger/lookups/contactChanges.ts';
import type { Instant } from '../domain/program/program.ts';
import { whoActsIn } from './acting.ts';
import { caseNow } from './caseClock.ts';
import type { By } from './commands.ts';
import { checkContact } from './contact.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';

/** What is to be said of the contact from now on; null: there is none any more. */
export type Corrections = Partial<Record<Correctable, string | null>>;

export interface Corrected {
  /** What really changed; empty when all of it was known. */
  changes: ContactChange[];
}

/**
 * The data of the person we wait on were wrong. When this returns, no contact starts with the old ones. Messages that are
 * out stay as they were, and what was there before is kept.
 * @throws ClientError FT-CLI-CONTACT for what cannot be an address, FT-CLI-ACTOR
 */
export async function correctContact(
  context: Context,
  caseId: string,
  given: Corrections,
  { by }: Pick<By, 'by'>,
): Promise<Corrected> {
  const row = await existing(context, caseId);
  await whoActsIn(context.ledger, row, by);
  const cleaned = checkedCorrections(given);
  return { changes: await keepCorrection(context.ledger, caseId, cleaned, { by, at: caseNow(row) }) };
}

/** What was given, as it is kept. @throws ClientError FT-CLI-CONTACT for what cannot be an address */
export function checkedCorrections(given: Corrections): Corrections {
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  const strange = named.find(([field]) => !CORRECTABLE.some((known) => known === field));
  if (strange) throw new ClientError('FT-CLI-CONTACT', `"${strange[0]}" cannot be corrected.`);
  if (named.length === 0)
    throw new ClientError('FT-CLI-CONTACT', 'nothing was named that is to be corrected.');
  const texts = named.flatMap(([field, value]) => (value === null ? [] : [[field, (value ?? '').trim()]]));
  const empty = texts.find(([, value]) => value === '');
  if (empty)
    throw new ClientError('FT-CLI-CONTACT', `the contact's ${empty[0]} is empty; null takes it away.`);
  return { ...given, ...checkContact(Object.fromEntries(texts)) };
}

/** Every correction of a case's contact, oldest first. */
export async function contactHistory(
  context: Context,
  caseId: string,
): Promise<(ContactChange & { at: Instant; by: string })[]> {
  await existing(context, caseId);
  return contactChangesOf(context.ledger, caseId);
}
