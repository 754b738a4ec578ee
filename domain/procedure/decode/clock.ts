import type { Clock } from '../../program/program.ts';
import { present } from '../present.ts';
import { type Entry, entriesOf, Fields } from '../reading/fields.ts';
import type { Reading } from '../reading/reading.ts';
import { CLOCK } from '../vocabulary/clock.ts';

/** procedures.md 1, Clock: day zero, what counts, cut-offs and the hour. */
export function decodeClock(reading: Reading, entry: Entry | undefined): Clock {
  const blank = { calendar: '', dayZero: '', firstDay: 0, count: 'business-days', at: '' } as const;
  if (entry === undefined) return blank;
  const what = '"clock"';
  const fields = new Fields(reading, CLOCK, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  const clock = present<Clock>({
    calendar: fields.read('calendar') ?? blank.calendar,
    dayZero: fields.read('day-zero') ?? blank.dayZero,
    firstDay: fields.read('first-day') ?? 0,
    count: fields.read('count') ?? blank.count,
    sentFrom: fields.read('sent-from'),
    sentUntil: fields.read('sent-until'),
    at: fields.read('at') ?? blank.at,
    fullDaysBetween: fields.read('full-days-between'),
    skipAfterDays: fields.read('skip-after-days'),
  });
  return reading.place(clock, fields.places);
}
