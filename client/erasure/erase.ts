import { newId } from '../../ledger/id.ts';
import {
  beginErasure,
  type Erasure,
  erasureOf,
  findErasure,
  listErasures,
  previewErasure,
} from '../../ledger/erasure/erasures.ts';
import type { Removed } from '../../ledger/erasure/remove.ts';
import { markOfAddress, markOfCase } from '../../ledger/erasure/marks.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { listed } from '../../domain/words.ts';
import { mayActFor, whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from '../text.ts';
import { carryOut, type Carried } from './carryOut.ts';
import { type Found, findPerson, type WhoToErase } from './find.ts';

export interface Erase extends WhoToErase {
  /** Why: a request of that day, a file number. It stays, so it must not name the person. */
  reason: string;
  by: string;
}

/** What an erasure would do. */
export interface ErasurePreview extends Removed {
  cases: Found['cases'];
  /** How many addresses would be blocked. */
  addresses: number;
  sharedAddresses: number;
  /** Cases of other people, or of nobody known, with the same addresses: they stay. */
  others: string[];
  /** Which of all these cases are rehearsals or samples. */
  rehearsals: string[];
}

/** What would go, and what would stay and why. Changes nothing. @throws ClientError FT-CLI-ERASE */
export async function previewOfErasure(
  context: Context,
  given: WhoToErase & { by: string },
): Promise<ErasurePreview> {
  await roleFor(context, given.by);
  const { cases, others, rehearsals, subject } = await findPerson(context, given);
  const rows = await previewErasure(context.ledger, subject);
  const addresses = new Set(subject.addresses.map(markOfAddress)).size;
  return { cases, addresses, sharedAddresses: subject.shared, others, rehearsals, ...rows };
}

/**
 * Erases a person (LAW-11): ends their open cases without another contact, removes them from Temporal and the ledger, and
 * blocks their addresses by keyed hashes. Once this returns, it is carried through even if every process dies; asked
 * again for somebody who is erased it says what was done then.
 * @returns `certificate` null: kept, and finished by the redrive as soon as Temporal answers
 * @throws ClientError FT-CLI-ERASE
 */
export async function erase(context: Context, given: Erase): Promise<Carried> {
  const { ledger } = context;
  const { actor, role } = await roleFor(context, given.by);
  const reason = checkText(given.reason, 'reason', LONGEST_TEXT).trim();
  if (reason === '') throw wrong('the reason is missing.');
  const found = await findPerson(context, given);
  checkReason(reason, found);
  const { subject } = found;
  const { removed, pseudonymised } = await previewErasure(ledger, subject);
  if (subject.cases.length === 0 && Object.keys({ ...removed, ...pseudonymised }).length === 0) {
    const words = [...(given.cases ?? []).map(markOfCase), ...subject.addresses.map(markOfAddress)];
    const before = await erasureOf(ledger, words);
    if (before) return carryOut(context, before);
    throw wrong('nothing is known of this person: no case, no message, no consent.');
  }
  const at = Date.now();
  return carryOut(
    context,
    await beginErasure(ledger, { id: newId(), begun_at: at, begun_by: actor, role, reason, subject }),
  );
}

/** Newest first, with whom they were about left out. */
export async function erasures(
  { ledger }: Context,
  { limit = 100, before }: { limit?: number; before?: string | undefined } = {},
): Promise<Omit<Erasure, 'subject'>[]> {
  return (await listErasures(ledger, { limit, before })).map(withoutSubject);
}

/** @throws ClientError FT-CLI-NO-ERASURE */
export async function erasure({ ledger }: Context, id: string): Promise<Omit<Erasure, 'subject'>> {
  const row = await findErasure(ledger, checkText(id, 'id of an erasure', LONGEST_NAME));
  if (!row) throw new ClientError('FT-CLI-NO-ERASURE', `there is no erasure "${id}".`);
  return withoutSubject(row);
}

function withoutSubject(row: Erasure): Omit<Erasure, 'subject'> {
  const { id, begun_at, begun_by, role, reason, ended_at, certificate } = row;
  return { id, begun_at, begun_by, role, reason, ended_at, certificate };
}

/** Whoever may set rules aside may erase: the house's highest role. */
async function roleFor({ ledger }: Context, by: string): Promise<{ actor: string; role: string }> {
  const actor = await whoActs(ledger, by);
  const { overrideRoles } = await contactRulesOf(ledger);
  for (const role of overrideRoles)
    if (await mayActFor(ledger, actor, role, Date.now())) return { actor: actor.id, role };
  throw new ClientError(
    'FT-CLI-ERASE',
    `${actor.name} may not have anybody erased; ${listed(overrideRoles)} may.`,
  );
}

/** The reason is what stays of it all. */
function checkReason(reason: string, { subject, names }: Found): void {
  const text = reason.toLowerCase();
  const said = [...subject.addresses, ...names].find(
    (word) => word.length > 2 && text.includes(word.toLowerCase()),
  );
  if (said !== undefined)
    throw wrong('the reason names the person, and it is kept. Give a number or a date of the request.');
}

function wrong(message: string): ClientError {
  return new ClientError('FT-CLI-ERASE', message);
}
