import {
  listUnencrypted,
  recordUnencrypted,
  type UnencryptedEntry,
} from '../../ledger/health/unencrypted.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { plainAddress } from '../contactRules/address.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';

export interface SaysUnencrypted {
  address: string;
  /** email or text. */
  channel: string;
  /** False: they prefer it no longer. Absent: they were told of the risk, and still prefer it. */
  prefers?: boolean | undefined;
  /** Their words, or where they are: a signed form. Needed for a yes. */
  evidence?: string | undefined;
  /** Who of the staff explained the risk; absent: `by`. */
  explainedBy?: string | undefined;
  by: string;
}

/**
 * A patient was told that anybody on the way may read an unencrypted email or text, and prefers it all the same (LAW-10);
 * or does so no longer. Without it the gate lets none go out where health data is worked with.
 * @throws ClientError FT-CLI-UNENCRYPTED, FT-CLI-ADDRESS, FT-CLI-ACTOR
 */
export async function unencrypted(
  context: Context,
  given: SaysUnencrypted,
): Promise<{ id: string; address: string }> {
  const { channel, prefers = true } = given;
  if (channel !== 'email' && channel !== 'text')
    throw new ClientError('FT-CLI-UNENCRYPTED', `"${channel}" is neither email nor text.`);
  const address = await plainAddress(context, given.address, channel);
  const { id: by } = await whoActs(context.ledger, given.by);
  const { id: explainedBy } = await whoActs(context.ledger, given.explainedBy ?? given.by);
  const said = checkText(given.evidence ?? '', 'evidence', LONGEST_TEXT).trim();
  if (prefers && said === '')
    throw new ClientError('FT-CLI-UNENCRYPTED', 'that somebody prefers it needs evidence, such as a form.');
  const evidence = said === '' ? null : said;
  const word = { address, channel, prefers, explainedBy, evidence, at: Date.now(), by } as const;
  return { id: await recordUnencrypted(context.ledger, word), address };
}

/** Every word about it, newest first. */
export async function unencryptedWords(
  context: Context,
  { address, limit = 200 }: { address?: string; limit?: number } = {},
): Promise<UnencryptedEntry[]> {
  const plain = address === undefined ? undefined : await plainAddress(context, address, '*');
  return listUnencrypted(context.ledger, { address: plain, limit });
}
