import {
  addressesOfCases,
  casesOf,
  type FoundCase,
  sharedAddresses,
  spelt,
} from '../../ledger/erasure/find.ts';
import type { Subject } from '../../ledger/erasure/rows.ts';
import { plainAddress } from '../contactRules/address.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME } from '../text.ts';

/** Who is to be erased: these cases, and every case with one of these addresses. */
export interface WhoToErase {
  cases?: string[] | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  /** The id in the portal. */
  portal?: string | undefined;
  /** Of several people who share an address, the one of this name. */
  name?: string | undefined;
}

export interface Found {
  cases: Pick<FoundCase, 'id' | 'procedure' | 'status'>[];
  /** Cases with one of the addresses that stay. */
  others: string[];
  /** Which of all these are rehearsals. */
  rehearsals: string[];
  subject: Subject;
  names: string[];
}

/**
 * The cases and addresses of one person. An address that other cases have too (a family's mailbox, a front desk) stays
 * usable for them, and what came from it and belongs to no case stays.
 * @throws ClientError FT-CLI-ERASE when nobody is named, a case is unknown, or an address belongs to several people
 */
export async function findPerson(context: Context, given: WhoToErase): Promise<Found> {
  const { ledger } = context;
  const named = [...new Set(given.cases ?? [])].map((id) => checkText(id, 'id of a case', LONGEST_NAME));
  const asked = await addressesIn(context, given);
  if (named.length === 0 && asked.length === 0)
    throw wrong('say who: a case, or an address, or several of them.');
  const candidates = await casesOf(ledger, { ids: named, addresses: asked });
  const cases = candidates.filter(({ id, name }) => named.includes(id) || isOf(name, given.name));
  if (asked.length > 0) checkOnePerson(cases, given);
  const ids = cases.map(({ id }) => id);
  const all = spelt([...asked, ...(await addressesOfCases(ledger, ids))]);
  const shared = await sharedAddresses(ledger, { ids, addresses: all });
  const isShared = new Set(spelt(shared.map(({ address }) => address)));
  const addresses = all.filter((address) => !isShared.has(address));
  return {
    cases: cases.map(({ id, procedure, status }) => ({ id, procedure, status })),
    others: [...new Set(shared.flatMap(({ cases: others }) => others))].sort(),
    rehearsals: [
      ...new Set([
        ...cases.flatMap(({ id, rehearsal }) => (rehearsal ? [id] : [])),
        ...shared.flatMap(({ rehearsals }) => rehearsals),
      ]),
    ],
    subject: { cases: ids, addresses, shared: shared.length },
    names: cases.flatMap(({ name }) => name ?? []),
  };
}

async function addressesIn(context: Context, { email, phone, portal }: WhoToErase): Promise<string[]> {
  const address = (written: string | undefined, channel: string) =>
    written === undefined ? [] : [plainAddress(context, written, channel)];
  return Promise.all([...address(email, 'email'), ...address(phone, 'call'), ...address(portal, 'portal')]);
}

/** Without a name that is asked for, everybody's; a case that names nobody is nobody's in particular. */
function isOf(name: string | null, asked: string | undefined): boolean {
  return asked === undefined || (name !== null && plain(name) === plain(asked));
}

/** How many of several cases an error names. */
const NAMED = 5;

function checkOnePerson(cases: FoundCase[], { name }: WhoToErase): void {
  const names = new Set(cases.flatMap((each) => (each.name === null ? [] : plain(each.name))));
  if (name !== undefined || names.size < 2) return;
  const real = cases.filter(({ rehearsal }) => !rehearsal).map(({ id }) => id);
  const played = cases.length - real.length;
  const counted = [
    real.slice(0, NAMED).join(', '),
    ...(real.length > NAMED ? [`${real.length - NAMED} more`] : []),
    ...(played > 0 ? [`${played} of rehearsals and samples`] : []),
  ];
  throw wrong(
    `cases of ${names.size} people have this address: ${counted.filter(Boolean).join(', and ')}. Say whose with a name, or name the cases.`,
  );
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function wrong(message: string): ClientError {
  return new ClientError('FT-CLI-ERASE', message);
}
