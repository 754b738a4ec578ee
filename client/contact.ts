import { phoneNumber } from '../domain/contactRules/phone.ts';
import { zoneNamed, zonesOfCountry } from '../domain/contactRules/zones.ts';
import type { Contact } from '../ledger/schema.ts';
import { ClientError } from './errors.ts';

const TEXTS = ['name', 'email', 'phone', 'portal', 'locale', 'zone'];
const FIELDS = [...TEXTS, 'address', 'consent', 'ceaseContact', 'attorney'];
const LONGEST = 320;
/** More do not fit into the window of an envelope. */
const MOST_LINES = 6;
const LONGEST_LINE = 60;

/** The contact as given. @throws ClientError when nobody could be reached by it as it is written */
export function checkContact(contact: Contact): Contact {
  for (const [field, value] of Object.entries(contact)) {
    if (!FIELDS.includes(field))
      throw new ClientError('FT-CLI-CONTACT', `a contact has no field "${field}".`);
    if (!TEXTS.includes(field) || value === undefined) continue;
    if (typeof value !== 'string' || value.length > LONGEST || /\p{Cc}/u.test(value)) {
      throw new ClientError(
        'FT-CLI-CONTACT',
        `the contact's ${field} is no plain text of up to ${LONGEST} characters.`,
      );
    }
  }
  if (contact.email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(contact.email)) {
    throw new ClientError('FT-CLI-CONTACT', `"${contact.email}" is not an email address.`);
  }
  checkPlace(contact);
  if (contact.phone === undefined) return contact;
  const phone = contact.phone.trim().startsWith('+') ? phoneNumber(contact.phone, 'US') : null;
  if (phone !== null) return { ...contact, phone };
  throw new ClientError('FT-CLI-CONTACT', 'the contact’s phone is no number with + and its country code.');
}

/** Where somebody is decides when they may be called: a guess from a misspelt zone would be wrong. */
function checkPlace({ zone, address, ceaseContact, attorney }: Contact): void {
  if (zone !== undefined && zoneNamed(zone) === null)
    throw new ClientError('FT-CLI-CONTACT', `"${zone}" is no time zone, such as America/New_York.`);
  if (address !== undefined) {
    const { country, region, lines } = address;
    const missing = country === undefined && (lines === undefined || region !== undefined);
    if (
      missing ||
      (country !== undefined && (typeof country !== 'string' || zonesOfCountry(country).length === 0))
    )
      throw new ClientError('FT-CLI-CONTACT', 'the country of the address is not two letters, such as US.');
    if (region !== undefined && (typeof region !== 'string' || region.length > LONGEST))
      throw new ClientError('FT-CLI-CONTACT', 'the region of the address is no text.');
    if (lines !== undefined && !areLines(lines))
      throw new ClientError(
        'FT-CLI-CONTACT',
        `the lines of the address are not up to ${MOST_LINES} plain texts.`,
      );
  }
  for (const flag of [ceaseContact, attorney])
    if (flag !== undefined && typeof flag !== 'boolean')
      throw new ClientError('FT-CLI-CONTACT', 'ceaseContact and attorney are true or false.');
}

function areLines(lines: unknown): boolean {
  return (
    Array.isArray(lines) &&
    lines.length <= MOST_LINES &&
    lines.every((line) => typeof line === 'string' && line.length <= LONGEST_LINE && !/\p{Cc}/u.test(line))
  );
}
