import { isDeepStrictEqual } from 'node:util';
import { readFacts } from '../domain/procedure/facts.ts';
import { findProcedure } from '../ledger/procedures.ts';
import type { Case, Contact } from '../ledger/schema.ts';
import { checkContact } from './contact.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

interface Given {
  variant?: string | undefined;
  calendar?: string | undefined;
  facts: Record<string, unknown>;
  contact?: Contact | undefined;
}

/**
 * What somebody says of a case that is there already, and is not so there: `variant`, `facts.issue`, `contact.email`.
 * Names only. What they leave out does not differ.
 */
export async function differences(context: Context, row: Case, given: Given): Promise<string[]> {
  const facts = Object.entries(given.facts).filter(
    ([name, value]) => (value ?? null) !== null && !isSame(value, row.facts[name]),
  );
  const read = facts.length > 0 ? await asKept(context, row, given.facts) : {};
  return [
    ...(given.variant === undefined || given.variant === row.variant ? [] : ['variant']),
    ...(given.calendar === undefined || given.calendar === (await calendarOf(context, row))
      ? []
      : ['calendar']),
    ...facts
      .filter(([name]) => !(name in read) || !agrees(name, read, row.facts))
      .map(([name]) => `facts.${name}`),
    ...contactDifferences(given.contact ?? {}, row.contact),
  ];
}

async function calendarOf({ ledger }: Context, { calendar, hash }: Case): Promise<string | undefined> {
  return calendar ?? (await findProcedure(ledger, hash))?.decoded.clock.calendar;
}

/** The same text, or the same instant with another offset. */
function isSame(given: unknown, kept: string | undefined): boolean {
  if (kept === undefined) return false;
  const text = String(given).trim();
  return text === kept || (/^\d{4}-\d\d-\d\dT/.test(text) && Date.parse(text) === Date.parse(kept));
}

/** The facts in the form of the ledger: an option and its detail come as one text. */
async function asKept(
  { ledger }: Context,
  { hash, variant }: Case,
  facts: Record<string, unknown>,
): Promise<Record<string, string>> {
  const procedure = await findProcedure(ledger, hash);
  return procedure ? readFacts(procedure.decoded, variant, facts).facts : {};
}

function agrees(name: string, read: Record<string, string>, kept: Record<string, string>): boolean {
  return [name, `${name}-detail`].every((each) => read[each] === kept[each]);
}

function contactDifferences(given: Contact, kept: Contact): string[] {
  const checked = checkedOrRaw(given);
  return (Object.keys(checked) as (keyof Contact)[])
    .filter((field) => checked[field] !== undefined && !isDeepStrictEqual(checked[field], kept[field]))
    .map((field) => `contact.${field}`);
}

/** A contact that could not be kept like this differs, but is no reason to refuse what is there already. */
function checkedOrRaw(contact: Contact): Contact {
  try {
    return checkContact(contact);
  } catch (error) {
    if (error instanceof ClientError) return contact;
    throw error;
  }
}
