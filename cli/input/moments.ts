import { DateTime } from 'luxon';
import { readInstant } from '../../domain/procedure/instant.ts';
import type { Instant } from '../../domain/program/program.ts';
import { CommandError } from '../errors.ts';

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
