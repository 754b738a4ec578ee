import { DateTime } from 'luxon';
import type { Instant } from '../../domain/program/program.ts';
import { ClientError } from '../errors.ts';

/** An ISO week as people in a zone have it. */
export interface Week {
  /** "2026-W11" */
  week: string;
  /** Local dates of its Monday and Sunday. */
  monday: string;
  sunday: string;
  /** Where it begins, and where the next one does. */
  begin: Instant;
  end: Instant;
}

/** The current week and the twelve before it: a quarter. */
const USUAL = 12;
/** Twenty years. Beyond that it is a slip of the pen. */
const MOST = 1_050;

/**
 * The whole weeks that `from` and `to` lie in, the current one at the latest.
 * @param from a local date "2026-03-09"; absent: twelve weeks before the last one
 * @param to a local date; absent: the current week
 * @throws ClientError when a date is none, or the period is empty or too long
 */
export function weeksOf(zone: string, now: Instant, period: { from?: string; to?: string }): Week[] {
  const current = mondayOf(DateTime.fromMillis(now, { zone }));
  const asked = period.to === undefined ? current : mondayOf(dateIn(zone, period.to));
  const last = asked < current ? asked : current;
  const first =
    period.from === undefined ? last.minus({ weeks: USUAL }) : mondayOf(dateIn(zone, period.from));
  const count = Math.round(last.diff(first, 'weeks').weeks) + 1;
  if (count < 1)
    throw new ClientError('FT-CLI-PERIOD', `no week lies between ${first.toISODate()} and then.`);
  if (count > MOST) throw new ClientError('FT-CLI-PERIOD', `${count} weeks are too many.`);
  return Array.from({ length: count }, (_, index) => weekFrom(first.plus({ weeks: index })));
}

function weekFrom(monday: DateTime): Week {
  const next = monday.plus({ weeks: 1 });
  return {
    week: monday.toFormat("kkkk-'W'WW"),
    monday: monday.toFormat('yyyy-MM-dd'),
    sunday: monday.plus({ days: 6 }).toFormat('yyyy-MM-dd'),
    begin: monday.toMillis(),
    end: next.toMillis(),
  };
}

function mondayOf(day: DateTime): DateTime {
  return day.startOf('week');
}

function dateIn(zone: string, text: string): DateTime {
  const date = DateTime.fromISO(text, { zone });
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && date.isValid) return date;
  throw new ClientError('FT-CLI-PERIOD', `"${text}" is no date.`);
}
