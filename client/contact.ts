import type { Contact } from '../ledger/schema.ts';
import { ClientError } from './errors.ts';

const FIELDS = ['name', 'email', 'portal', 'locale', 'zone', 'consent'];
const LONGEST = 320;

/** The contact as given. @throws ClientError when nobody could be reached by it as it is written */
export function checkContact(contact: Contact): Contact {
  for (const [field, value] of Object.entries(contact)) {
    if (!FIELDS.includes(field))
      throw new ClientError('FT-CLI-CONTACT', `a contact has no field "${field}".`);
    if (field === 'consent' || value === undefined) continue;
    if (typeof value !== 'string' || value.length > LONGEST || /\p{Cc}/u.test(value)) {
      throw new ClientError(
        'FT-CLI-CONTACT',
        `the contact's ${field} is no plain text of up to ${LONGEST} characters.`,
      );
    }
  }
  if (contact.email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(contact.email)) {
    throw new ClientError('FT-CLI-CONTACT', 'the contact’s email address is none.');
  }
  return contact;
}
