import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { secretNamed } from '../../ledger/secrets.ts';
import type { Asked } from '../ask.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { decide } from '../tasks/complete.ts';
import { LINK_SECRET } from './notice.ts';
import { type Standing, standingFor } from './standing.ts';
import { type Link, readToken } from './token.ts';

/** How a link stands when it is opened. */
export type LinkState = Standing | { state: 'expired'; until: Instant };

/**
 * How the link stands; changes nothing, however often it is read (mail scanners open links).
 * @throws ClientError FT-CLI-LINK when it is none of ours
 */
export async function readDecisionLink({ ledger }: Context, token: string): Promise<LinkState> {
  return stateOf(ledger, await linkIn(ledger, token));
}

/**
 * Decides as the person whom the link was made for.
 * @throws ClientError as `decide`; FT-CLI-LINK when the link is none of ours or cannot be used any more
 */
export async function decideByLink(
  context: Context,
  token: string,
  given: { option: string; reason?: string | undefined },
): Promise<Asked> {
  const { ledger } = context;
  const link = await linkIn(ledger, token);
  const { state } = await stateOf(ledger, link);
  if (state !== 'open') throw new ClientError('FT-CLI-LINK', `the link cannot be used any more: ${state}.`);
  return decide(context, link.task, given.option, { by: link.person, reason: given.reason });
}

async function linkIn(ledger: Ledger, token: string): Promise<Link> {
  const link = readToken(token, await secretNamed(ledger, LINK_SECRET));
  if (link) return link;
  throw new ClientError('FT-CLI-LINK', 'this is no link of ours, or it has been cut short.');
}

async function stateOf(ledger: Ledger, { task, person, until }: Link): Promise<LinkState> {
  const standing = await standingFor(ledger, { task, person });
  const asked = standing.state === 'open' || standing.state === 'not-theirs';
  return asked && until <= Date.now() ? { state: 'expired', until } : standing;
}
