import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/program/program.ts';
import { didYouMean, listed } from '../domain/words.ts';
import type { Ledger } from '../ledger/connect.ts';
import { contactRulesOf } from '../ledger/contactRules/kept.ts';
import * as kept from '../ledger/keys.ts';
import { type Key, type Scope, SCOPES } from '../ledger/keys.ts';
import { whoActs } from './acting.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { checkText } from './text.ts';

export interface NewKey {
  /** What it is for, for whoever reads the list. */
  name: string;
  /** intake, reply, staff, admin. */
  scopes: string[];
  /** Who acts by it; staff and admin keys need one. */
  person?: string | undefined;
  /** The only outside system that it may speak for; absent: any. */
  source?: string | undefined;
  /** From when on it is of no use; absent: a year from now. */
  expiresAt?: Instant | undefined;
}

export interface CreatedKey extends Key {
  /** The key itself. Nobody can ask for it again: the ledger has its hash only. */
  secret: string;
}

const YEAR = 365 * 86_400_000;
const SECRET_BYTES = 32;
const LONGEST_NAME = 200;
const SOURCE = /^[a-z0-9][a-z0-9-]{0,99}$/;
const WRITTEN = /^ft_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Makes a key for the gateway. From the first one on nobody gets in without a key.
 * @throws ClientError FT-CLI-KEY for what cannot be, FT-CLI-ACTOR when the person is none of the staff
 */
export async function createKey(context: Context, given: NewKey & Pick<By, 'by'>): Promise<CreatedKey> {
  const { ledger } = context;
  const now = Date.now();
  const name = checkText(given.name, 'name', LONGEST_NAME).trim();
  const scopes = [...new Set(given.scopes.map(scopeNamed))];
  const { person = null, source = null, expiresAt = now + YEAR } = given;
  if (name === '') throw new ClientError('FT-CLI-KEY', 'the key needs a name.');
  if (scopes.length === 0)
    throw new ClientError('FT-CLI-KEY', `the key needs a scope: ${listed([...SCOPES])}.`);
  if (expiresAt <= now) throw new ClientError('FT-CLI-KEY', 'the key would have expired already.');
  if (source !== null && !SOURCE.test(source))
    throw new ClientError('FT-CLI-SOURCE', `"${source}" is not the name of an outside system.`);
  if (person === null && scopes.some((scope) => scope === 'staff' || scope === 'admin'))
    throw new ClientError('FT-CLI-KEY', 'whoever works by a staff or admin key must be named as its person.');
  if (person !== null) await whoActs(ledger, person);
  const { id: by } = await whoActs(ledger, given.by);
  const id = Array.from(randomBytes(12), (byte) => LETTERS[byte % LETTERS.length]).join('');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const key = { id, hash: hashOf(secret), name, scopes, person, source, expiresAt, by, at: now };
  return { ...(await kept.addKey(ledger, key)), secret: `ft_${id}_${secret}` };
}

function scopeNamed(word: string): Scope {
  const scope = SCOPES.find((each) => each === word);
  if (scope) return scope;
  const hint = didYouMean(word, [...SCOPES]);
  throw new ClientError('FT-CLI-KEY', `"${word}" is no scope.${hint} There is ${listed([...SCOPES])}.`);
}

/** The keys that can be used, newest first; those that cannot any more only with `all`. */
export async function keys({ ledger }: Context, filter: { all?: boolean } = {}): Promise<Key[]> {
  return kept.listKeys(ledger, filter);
}

/** Nobody gets in with it any more, from the next request on. @throws ClientError FT-CLI-KEY when there is none */
export async function revokeKey({ ledger }: Context, id: string, given: Pick<By, 'by'>): Promise<Key> {
  const { id: by } = await whoActs(ledger, given.by);
  const revoked = await kept.revokeKey(ledger, id, { by, at: Date.now() });
  if (revoked) return revoked;
  throw new ClientError('FT-CLI-KEY', `there is no key "${id}". A key's id is its first part, behind "ft_".`);
}

/** The key that a text is, if it can be used; undefined tells nothing of why not. */
export async function checkKey({ ledger }: Context, text: string): Promise<Key | undefined> {
  const [, id = '', secret = ''] = WRITTEN.exec(text) ?? [];
  if (id === '') return undefined;
  const found = await kept.usableKey(ledger, id);
  if (!found || !timingSafeEqual(found.hash, hashOf(secret))) return undefined;
  return (await hasLoggedOff(ledger, found.key)) ? undefined : found.key;
}

/** Where health data is worked with, a person's key that lies idle lets nobody in any more (LAW-10). */
async function hasLoggedOff(ledger: Ledger, { scopes, lastUsedAt, createdAt }: Key): Promise<boolean> {
  if (!scopes.some((scope) => scope === 'staff' || scope === 'admin')) return false;
  const { health } = await contactRulesOf(ledger);
  const idleMs = Date.now() - (lastUsedAt ?? createdAt);
  return health !== undefined && idleMs > health.logOffMinutes * 60_000;
}

/** For the list of keys: it was used just now. */
export async function noteKeyUse({ ledger }: Context, id: string): Promise<void> {
  await kept.noteUse(ledger, id, Date.now());
}

/** Whether there has ever been a key: then nobody gets in without one. */
export async function hasKeys({ ledger }: Context): Promise<boolean> {
  return kept.hasKeys(ledger);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
