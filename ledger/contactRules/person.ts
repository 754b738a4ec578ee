import type { Case, Contact } from '../schema.ts';

/** Every address of a person that another case may have as well. */
export function addressesOf({ email, phone, portal }: Contact): string[] {
  return [email, phone, portal].flatMap((address) => address ?? []);
}

/** Every address by which news of a case may be known. In a portal that can be the case itself. */
export function addressesOfCase({ contact, occurrence }: Pick<Case, 'contact' | 'occurrence'>): string[] {
  return [...addressesOf(contact), ...(contact.portal === undefined ? [occurrence] : [])];
}

/** The address on a channel. In a portal, a contact without an id of its own is reached on the case itself. */
export function addressOn(
  channel: string,
  { contact, occurrence }: Pick<Case, 'contact' | 'occurrence'>,
): string | undefined {
  if (channel === 'portal') return contact.portal ?? occurrence;
  return channel === 'email' ? contact.email : contact.phone;
}
