import { NO_REASONS, type NoReason } from '../../domain/contactRules/consent.ts';
import { CHANNELS, PURPOSES, type Purpose } from '../../domain/contactRules/contactRules.ts';
import type { Instant } from '../../domain/program/program.ts';
import { listed } from '../../domain/words.ts';
import { recordConsent, recordOptOut } from '../../ledger/contactRules/consents.ts';
import { listOptOuts, type OptOut } from '../../ledger/contactRules/optOuts.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from '../text.ts';
import { plainAddress } from './address.ts';

export interface SaysNo {
  address: string;
  /** call, text, email or portal; absent: every channel of the address. */
  channel?: string | undefined;
  /** Absent: everything. `this-topic`: only contacts for `purpose`. */
  scope?: 'everything' | 'this-topic' | undefined;
  purpose?: string | undefined;
  /** Absent: `opted-out`; `cease-contact` and `attorney` are about a debt. */
  reason?: string | undefined;
  /** How it reached us: by-hand, a provider, a form. */
  source?: string | undefined;
  /** Their words, or where they are. */
  evidence?: string | undefined;
  /** The item of the inbox, or the reply, whose words were taken for it: see `noRefusal`. */
  inbox?: string | undefined;
  by: string;
}

export interface NoKept {
  id: string;
  address: string;
  /** One text may confirm it now: see takeConfirmation in the ledger. */
  confirmable: boolean;
}

/**
 * Somebody does not want to be reached. Holds at once, in every case: when this returns, no contact starts that does not
 * know of it (LAW-4). Whoever says it, it is never refused for who they are.
 * @throws ClientError for an address or word that is none; LedgerUnavailable when nothing was kept
 */
export async function optOut(context: Context, given: SaysNo): Promise<NoKept> {
  const channel = given.channel === undefined ? '*' : oneOf('channel', given.channel, CHANNELS);
  const address = await plainAddress(context, given.address, channel);
  const reason: NoReason = oneOf('reason', given.reason ?? 'opted-out', NO_REASONS);
  const aboutDebt = reason === 'opted-out' ? undefined : 'collection';
  const topic = given.scope === 'this-topic' ? given.purpose : aboutDebt;
  if (given.scope === 'this-topic' && topic === undefined)
    throw new ClientError('FT-CLI-CONSENT', 'which topic is meant must be said as a purpose.');
  const kept = await recordOptOut(context.ledger, {
    address,
    channel,
    purpose: topic === undefined ? null : oneOf('purpose', topic, PURPOSES),
    reason,
    source: checkText(given.source ?? 'by-hand', 'source', LONGEST_NAME),
    evidence: given.evidence === undefined ? null : checkText(given.evidence, 'evidence', LONGEST_TEXT),
    inbox: given.inbox,
    by: checkText(given.by, 'name of who says so', LONGEST_NAME),
    at: Date.now(),
  });
  return { ...kept, address };
}

export interface SaysYes {
  address: string;
  channel: string;
  /** What for; absent: informational. */
  purposes?: string[] | undefined;
  /** Where the proof is, or what it is: never empty. */
  evidence: string;
  source?: string | undefined;
  /** The version of the words that were agreed to. */
  wording?: string | undefined;
  /** When they agreed; absent: now. An opt-out of a later moment goes on holding. */
  at?: Instant | undefined;
  expiresAt?: Instant | undefined;
  by: string;
}

/**
 * Somebody agrees to be reached on a channel. The only way back from an opt-out: nobody can allow it in their place.
 * @returns the ids of the entries, one a purpose
 */
export async function optIn(context: Context, given: SaysYes): Promise<{ ids: string[]; address: string }> {
  const channel = oneOf('channel', given.channel, CHANNELS);
  const address = await plainAddress(context, given.address, channel);
  const purposes = (given.purposes ?? ['informational']).map((each) => oneOf('purpose', each, PURPOSES));
  const evidence = checkText(given.evidence, 'evidence', LONGEST_TEXT).trim();
  if (evidence === '') throw new ClientError('FT-CLI-CONSENT', 'a consent without evidence is none.');
  const { id: by } = await whoActs(context.ledger, given.by);
  const now = Date.now();
  const at = given.at ?? now;
  const expiresAt = given.expiresAt ?? null;
  if (at > now || (expiresAt !== null && expiresAt <= at))
    throw new ClientError('FT-CLI-MOMENT', 'a consent is given before now and expires later than that.');
  const source = checkText(given.source ?? 'by-hand', 'source', LONGEST_NAME);
  const wording = given.wording === undefined ? null : checkText(given.wording, 'wording', LONGEST_NAME);
  const ids = await context.ledger
    .transaction()
    .execute((tx) =>
      inTurn(purposes, (purpose) =>
        recordConsent(tx, { address, channel, purpose, source, wording, evidence, by, at, expiresAt }),
      ),
    );
  return { ids, address };
}

/** Opt-outs that hold, newest first. */
export async function optOuts(
  context: Context,
  filter: { address?: string; limit?: number; before?: string } = {},
): Promise<OptOut[]> {
  const address = filter.address === undefined ? undefined : await plainAddress(context, filter.address, '*');
  return listOptOuts(context.ledger, { address, before: filter.before, limit: filter.limit ?? 200 });
}

async function inTurn<T>(purposes: Purpose[], each: (purpose: Purpose) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const purpose of purposes) done.push(await each(purpose));
  return done;
}

function oneOf<W extends string>(what: string, written: string, allowed: readonly W[]): W {
  const word = allowed.find((candidate) => candidate === written);
  if (word !== undefined) return word;
  throw new ClientError('FT-CLI-CONSENT', `"${written}" is no ${what}. There is ${listed(allowed)}.`);
}
