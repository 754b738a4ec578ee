import { CHANNELS } from '../../domain/contactRules/contactRules.ts';
import { addressOn } from '../../ledger/contactRules/person.ts';
import type { Case } from '../../ledger/schema.ts';
import { plainAddress } from '../contactRules/address.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

/** What somebody does not want to be reached at any more. */
export interface RefusedAt {
  address: string;
  /** `*`: every channel of the address. */
  channel: string;
}

/**
 * What a refusal that came in on a channel is about: the channel, for whoever wrote and for the contact of the case. Where
 * it came in by hand or by a way that is none of our channels, or where nobody has an address on it, nobody can tell which
 * one is meant: then it is about every one.
 * @param row the case that it was said in; null: no one case
 * @param written addresses that it came from, or answers
 */
export async function refusedAt(
  context: Context,
  channel: string,
  row: Pick<Case, 'contact' | 'occurrence'> | null,
  written: readonly string[],
): Promise<RefusedAt[]> {
  if (CHANNELS.some((known) => known === channel)) {
    const own = row && addressOn(channel, row);
    const there = [...written, ...(own ? [own] : [])].map((address) => ({ address, channels: [channel] }));
    const found = await spelt(context, there);
    if (found.length > 0) return found;
  }
  const { email, phone } = row?.contact ?? {};
  const portal = row && addressOn('portal', row);
  return spelt(context, [
    ...[...written, email, phone].flatMap((address) =>
      address ? [{ address, channels: ['*', 'portal'] }] : [],
    ),
    ...(portal ? [{ address: portal, channels: ['portal'] }] : []),
  ]);
}

/** Each in its one spelling, on the first of the channels for which it is an address; what is none can only be read. */
async function spelt(
  context: Context,
  meant: { address: string; channels: string[] }[],
): Promise<RefusedAt[]> {
  const found = new Map<string, RefusedAt>();
  for (const { address: written, channels } of meant)
    for (const channel of channels) {
      const address = await plainAddress(context, written, channel).catch((error: unknown) => {
        if (error instanceof ClientError) return null;
        throw error;
      });
      if (address === null) continue;
      found.set(`${channel} ${address}`, { address, channel });
      break;
    }
  return [...found.values()];
}
