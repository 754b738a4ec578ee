import { listOptOuts } from '../../ledger/contactRules/optOuts.ts';
import { liftSuppression, listSuppressions } from '../../ledger/suppressions.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';
import { plainAddress } from './address.ts';

/** An address to which nothing goes, and which of both kinds that is. */
export interface Suppression {
  /** Also the place behind which a page begins. */
  id: string;
  /** `opt-out`: its person does not want it; `blocked`: the other side refuses the address, so it cannot be used. */
  kind: 'opt-out' | 'blocked';
  address: string;
  /** `*`: every channel of the address. */
  channel: string;
  /** Of an opt-out: what it is of; null: everything. */
  purpose: string | null;
  reason: string;
  since: number;
}

interface Filter {
  address?: string | undefined;
  limit?: number;
  /** The id of the last one of the page before. */
  after?: string | undefined;
}

interface Unblock {
  address: string;
  channel: string;
  /** Why it works again. */
  reason: string;
  by: string;
}

/** Addresses to which nothing goes. */
export interface SuppressionsOf {
  /** Both kinds: addresses that cannot be used, and opt-outs that hold. */
  list(filter?: Filter): Promise<Suppression[]>;
  /** A blocked address works again, as a person knows; lifts no opt-out. */
  unblock(given: Unblock): Promise<{ address: string; channel: string }>;
}

export function suppressionsOf(context: Context): SuppressionsOf {
  return {
    list: (filter) => suppressions(context, filter),
    unblock: (given) => unblock(context, given),
  };
}

/**
 * The suppression list: first addresses that cannot be used, then opt-outs that hold, newest first.
 * @throws ClientError FT-CLI-ADDRESS, FT-CLI-PAGE
 */
async function suppressions(context: Context, filter: Filter = {}): Promise<Suppression[]> {
  const { limit = 200 } = filter;
  const address = await addressMeant(context, filter.address);
  const place = placeOf(filter.after);
  const blocked =
    place.kind === 'opt-out'
      ? []
      : await listSuppressions(context.ledger, { address, after: place.after, limit });
  const before = place.kind === 'opt-out' ? place.before : undefined;
  const left = limit - blocked.length;
  const optedOut = left > 0 ? await listOptOuts(context.ledger, { address, before, limit: left }) : [];
  return [
    ...blocked.map((each): Suppression => {
      const id = `blocked:${each.channel}:${each.address}`;
      return { ...each, id, kind: 'blocked', purpose: null };
    }),
    ...optedOut.map(({ id, at, address: of, channel, purpose, reason }): Suppression => {
      return { id: `opt-out:${id}`, kind: 'opt-out', address: of, channel, purpose, reason, since: at };
    }),
  ];
}

/** An id of the portal has no form of its own. */
async function addressMeant(context: Context, given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined;
  return plainAddress(context, given, '*').catch(() => plainAddress(context, given, 'portal'));
}

type Place =
  | { kind: 'blocked'; after?: { channel: string; address: string } }
  | { kind: 'opt-out'; before: string };

function placeOf(after: string | undefined): Place {
  if (after === undefined) return { kind: 'blocked' };
  const [, optOut] = /^opt-out:([0-9a-f-]{1,40})$/.exec(after) ?? [];
  if (optOut !== undefined) return { kind: 'opt-out', before: optOut };
  const [, channel, address] = /^blocked:([a-z]{1,20}):([^\0]+)$/.exec(after) ?? [];
  if (channel !== undefined && address !== undefined) return { kind: 'blocked', after: { channel, address } };
  throw new ClientError('FT-CLI-PAGE', 'this is not the end of a page.');
}

/**
 * A person knows that a blocked address works: it may be used again. Who, when and why stays on record. An opt-out of the
 * same address holds on.
 * @throws ClientError FT-CLI-NOT-BLOCKED, FT-CLI-REASON, FT-CLI-ADDRESS, FT-CLI-ACTOR
 */
async function unblock(context: Context, given: Unblock): Promise<{ address: string; channel: string }> {
  const { channel } = given;
  const because = checkText(given.reason, 'reason', LONGEST_TEXT).trim();
  if (because === '') throw new ClientError('FT-CLI-REASON', 'a person says why the address works again.');
  const address = await plainAddress(context, given.address, channel);
  const { id: by } = await whoActs(context.ledger, given.by);
  if (!(await liftSuppression(context.ledger, channel, address, { by, because, at: Date.now() })))
    throw new ClientError('FT-CLI-NOT-BLOCKED', `${address} is not blocked for ${channel}.`);
  return { address, channel };
}
