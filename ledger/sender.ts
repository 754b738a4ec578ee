import type { Ledger } from './connect.ts';
import type { House } from './house.ts';
import { findPerson } from './people.ts';
import type { Case } from './schema.ts';

/** Who signs the messages of a case. */
export interface Sender {
  name: string;
  number: string | null;
  mailbox: string | null;
  /** False: the house signs with the name of the role. */
  person: boolean;
}

/**
 * The person who owns the case; else, and where the configuration says so, the name of the role that does. Nobody signs
 * who has left.
 */
export async function senderOf(
  ledger: Ledger,
  { owners, signedBy }: Pick<House, 'owners'> & Partial<Pick<House, 'signedBy'>>,
  found: Pick<Case, 'owner' | 'owner_person'>,
): Promise<Sender> {
  const owner =
    found.owner_person === null || signedBy === 'role'
      ? undefined
      : await findPerson(ledger, found.owner_person);
  if (!owner?.active)
    return { name: owners[found.owner] ?? readable(found.owner), number: null, mailbox: null, person: false };
  const { number, mailbox } = owner;
  return { name: owner.senderName ?? owner.name, number, mailbox, person: true };
}

/** "case-team" → "Case team", where no name is configured. */
export function readable(role: string): string {
  const words = role.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
