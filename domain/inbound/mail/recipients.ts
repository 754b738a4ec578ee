import type { Address, Email } from 'postal-mime';
import { addressOf } from './address.ts';

/** Headers that servers add with the address that a mail was delivered to, which may be no longer in To. */
const DELIVERED = ['delivered-to', 'x-original-to', 'x-envelope-to', 'envelope-to', 'x-forwarded-to'];
const MOST = 200;

/** All addresses of a mail in lower case; beyond two hundred nobody is meant. */
export function recipientsOf(email: Email): string[] {
  const shown = [...(email.to ?? []), ...(email.cc ?? [])].slice(0, MOST).flatMap(addresses);
  const delivered = email.headers
    .filter(({ key }) => DELIVERED.includes(key))
    .slice(0, MOST)
    .map(({ value }) => value.trim().replace(/^<|>$/g, ''));
  return [...new Set([...delivered, ...shown].flatMap((each) => addressOf(each) ?? []))].slice(0, MOST);
}

function addresses(address: Address): string[] {
  const mailboxes = address.group ?? [address];
  return mailboxes.flatMap((mailbox) => (mailbox.address ? [mailbox.address] : []));
}

/** Message-IDs in a header, with their brackets. A thread of years has hundreds: the ends of it are enough. */
export function ids(header: string | undefined): string[] {
  const found = (header ?? '').slice(0, 60_000).match(/<[^<>\s\p{Cc}\p{Cs}]{1,400}>/gu) ?? [];
  return found.length <= 60 ? found : [...found.slice(0, 10), ...found.slice(-50)];
}
