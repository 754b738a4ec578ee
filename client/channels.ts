import { stateOf } from '../domain/breaker/breaker.ts';
import { ACT_ROADS, type ActRoad, ALL_CHANNELS, SWITCHABLE, type Switchable } from '../domain/channels.ts';
import type { Instant } from '../domain/program/program.ts';
import { didYouMean, listed } from '../domain/words.ts';
import { changeBreaker, listBreakers } from '../ledger/channels/breakers.ts';
import { logSwitch, switchedOff, switchLog, switchOff, switchOn } from '../ledger/switches.ts';
import { whoActs } from './acting.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { checkText, LONGEST_NAME } from './text.ts';

/** How a channel stands. */
export interface ChannelState {
  channel: Switchable | ActRoad;
  /**
   * `off`: a person or an error of the configuration has switched it off. `failing`: it has failed several times in a row
   * and is left alone. `trying`: that pause is over, and the next message tries whether it works again.
   */
  state: 'on' | 'off' | 'failing' | 'trying';
  since: Instant | null;
  /** Of a failing one: when it is tried again. */
  until: Instant | null;
  /** What was said when it was switched off, or a word of the error table. */
  reason: string | null;
  by: string | null;
}

export interface SwitchChannel extends Pick<By, 'by'> {
  /** `all` for every one. */
  channel: string;
  reason: string;
}

/** Every channel, and how it stands; a system that does acts by itself only where it is not as they all are. */
export async function channels({ ledger }: Context): Promise<ChannelState[]> {
  const [off, failing] = await Promise.all([switchedOff(ledger), listBreakers(ledger)]);
  const now = Date.now();
  const own = (road: string) => [...off, ...failing].some(({ channel }) => channel === road);
  return [...SWITCHABLE, ...ACT_ROADS.filter(own)].map((channel): ChannelState => {
    const over = [channel, ...(channel.startsWith('act:') ? ['act'] : []), '*'];
    const row = over.flatMap((name) => off.find((each) => each.channel === name) ?? [])[0];
    if (row) {
      const { reason, switched_off_at: since, switched_off_by: by } = row;
      return { channel, state: 'off', since, until: null, reason, by };
    }
    const breaker = failing.find((each) => each.channel === channel)?.state ?? null;
    const state = stateOf(breaker, now);
    if (state === 'works' || !breaker?.open)
      return { channel, state: 'on', since: null, until: null, reason: null, by: null };
    const { since, until, reason } = breaker.open;
    return { channel, state, since, until, reason, by: 'followthrough' };
  });
}

/**
 * Stops a channel for everybody. When this returns, no call by it begins any more; steps wait and no case fails (SND-12).
 * @throws ClientError FT-CLI-CHANNEL, FT-CLI-REASON, FT-CLI-ACTOR
 */
export async function channelOff(context: Context, given: SwitchChannel): Promise<{ changed: boolean }> {
  const { channel, reason, by, at } = await checked(context, given);
  return { changed: await switchOff(context.ledger, channel, reason, by, at) };
}

/**
 * The channel goes on, also one that has failed: whoever says so has looked at it. What waits goes out within half an
 * hour, bit by bit. `all` takes back what `all` has switched off, and nothing else.
 * @throws ClientError as `channelOff`
 */
export async function channelOn(context: Context, given: SwitchChannel): Promise<{ changed: boolean }> {
  const { channel, ...told } = await checked(context, given);
  const changed = await switchOn(context.ledger, channel, told);
  let failed = false;
  if (channel !== '*')
    await changeBreaker(context.ledger, channel, (known) => {
      failed = known?.open != null;
      return null;
    });
  if (failed && !changed) await logSwitch(context.ledger, channel, { off: false, ...told });
  return { changed: changed || failed };
}

/** Who switched what, newest first. */
export async function channelLog({ ledger }: Context, filter: { limit?: number } = {}) {
  return switchLog(ledger, filter);
}

async function checked({ ledger }: Context, { channel, reason, by }: SwitchChannel) {
  const allowed = [...SWITCHABLE, ...ACT_ROADS, ALL_CHANNELS];
  if (!allowed.some((known) => known === channel))
    throw new ClientError(
      'FT-CLI-CHANNEL',
      `there is no channel "${channel}". There are ${listed(allowed)}.${didYouMean(channel, allowed)}`,
    );
  const said = checkText(reason, 'reason', LONGEST_NAME).trim();
  if (said === '') throw new ClientError('FT-CLI-REASON', 'switching a channel needs a reason.');
  const { id } = await whoActs(ledger, by);
  return { channel: channel === ALL_CHANNELS ? '*' : channel, reason: said, by: id, at: Date.now() };
}
