import { type Followthrough, SHORTCUTS, type When } from '../../client/index.ts';
import { DateTime } from 'luxon';
import { readInstant } from '../../domain/procedure/instant.ts';
import type { Instant } from '../../domain/program/program.ts';
import { CommandError } from '../errors.ts';
import { ownZone } from '../output/times.ts';
import { zonesOf } from '../system/find.ts';

/**
 * A moment as a person writes it on the command line: a date (its beginning in the zone), a local date and time in the
 * zone, or a time with its own offset.
 */
export function readMoment(text: string, zone: string): Instant {
  const local = DateTime.fromISO(text.replace(' ', 'T'), { zone });
  if (/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text) && local.isValid) return local.toMillis();
  const read = readInstant(text);
  if ('at' in read) return read.at;
  throw new CommandError('FT-CMD-TIME', read.reason);
}

/** A moment in the zone of a case, or undefined where none is given. */
export async function momentIn(
  client: Followthrough,
  caseId: string,
  text?: string,
): Promise<Instant | undefined> {
  if (text === undefined) return undefined;
  const zone = (await zonesOf(client, [caseId])).get(caseId);
  return readMoment(text, zone ?? ownZone());
}

/**
 * As `momentIn`, where the case's calendar has a say: a date alone or a shortcut ("one-week") goes to the client as it
 * is, which knows when a day begins and ends there.
 */
export async function whenIn(
  client: Followthrough,
  caseId: string,
  text?: string,
): Promise<When | undefined> {
  if (text === undefined) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) || (SHORTCUTS as readonly string[]).includes(text)) return text;
  return momentIn(client, caseId, text);
}
