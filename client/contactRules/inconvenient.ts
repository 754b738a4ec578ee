import { CHANNELS } from '../../domain/contactRules/contactRules.ts';
import type { Inconvenient } from '../../domain/contactRules/inconvenient.ts';
import { WEEKDAYS } from '../../domain/calendar/rules.ts';
import { listed } from '../../domain/words.ts';
import {
  type KeptInconvenient,
  liftInconvenient as lift,
  listInconvenient,
  recordInconvenient,
} from '../../ledger/contactRules/inconvenient.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from '../text.ts';
import { plainAddress } from './address.ts';

export interface SaysInconvenient {
  address: string;
  /** call, text, email or portal; absent: every channel. */
  channel?: string | undefined;
  /** On the contact's clock, as 12:00 and 13:30; both absent: the address itself is inconvenient. */
  from?: string | undefined;
  until?: string | undefined;
  /** monday … sunday; absent: every day. */
  days?: string[] | undefined;
  /** What the person said. */
  note: string;
  by: string;
}

const HOUR = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/**
 * Somebody has said when, or at which of their addresses, it is inconvenient to reach them (LAW-7). Holds at once and in
 * every case; nobody can set it aside. An inconvenient address is used again once the person agrees to it (`optIn`).
 * @throws ClientError FT-CLI-INCONVENIENT, FT-CLI-ADDRESS; LedgerUnavailable when nothing was kept
 */
export async function inconvenient(
  context: Context,
  given: SaysInconvenient,
): Promise<{ id: string; address: string }> {
  const channel = given.channel ?? '*';
  if (channel !== '*' && !CHANNELS.some((known) => known === channel))
    throw new ClientError('FT-CLI-CONSENT', `"${channel}" is no channel. There is ${listed(CHANNELS)}.`);
  const what = whatIs(given);
  const address = await plainAddress(context, given.address, channel);
  const note = checkText(given.note, 'note', LONGEST_TEXT).trim();
  if (note === '') throw new ClientError('FT-CLI-INCONVENIENT', 'what the person said is missing.');
  const by = checkText(given.by, 'name of who says so', LONGEST_NAME);
  const id = await recordInconvenient(context.ledger, { address, channel, what, note, by, at: Date.now() });
  return { id, address };
}

/** What people find inconvenient, as far as it holds, newest first. */
export async function inconveniences(
  context: Context,
  filter: { address?: string; limit?: number } = {},
): Promise<KeptInconvenient[]> {
  const address = filter.address === undefined ? undefined : await plainAddress(context, filter.address, '*');
  return listInconvenient(context.ledger, { address, limit: filter.limit ?? 200 });
}

/**
 * The person has said that it holds no more.
 * @throws ClientError FT-CLI-INCONVENIENT when there is no such note, FT-CLI-ACTOR
 */
export async function liftInconvenient(context: Context, id: string, given: { by: string }): Promise<void> {
  const { id: by } = await whoActs(context.ledger, given.by);
  if (!(await lift(context.ledger, { id, by, at: Date.now() })))
    throw new ClientError('FT-CLI-INCONVENIENT', `there is no such note, or it was lifted: ${id}.`);
}

function whatIs({ from, until, days }: SaysInconvenient): Inconvenient {
  if (from === undefined && until === undefined && days === undefined) return { hours: null };
  const hours = { from: from ?? '00:00', until: until ?? '24:00' };
  if (!HOUR.test(hours.from) || !HOUR.test(hours.until) || hours.from >= hours.until)
    throw new ClientError(
      'FT-CLI-INCONVENIENT',
      `from ${hours.from} until ${hours.until} are no hours of one day, such as from 12:00 until 13:30.`,
    );
  const names: readonly string[] = WEEKDAYS;
  const weekdays = days?.map((day) => {
    const place = names.indexOf(day.toLowerCase());
    if (place < 0)
      throw new ClientError('FT-CLI-INCONVENIENT', `"${day}" is no weekday. There is ${listed(names)}.`);
    return place + 1;
  });
  return { hours, weekdays: weekdays?.length ? weekdays : null };
}
