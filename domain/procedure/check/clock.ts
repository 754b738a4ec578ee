import type { CalendarRules } from '../../calendar/rules.ts';
import { didYouMean, listed } from '../../words.ts';
import { own } from '../present.ts';
import type { Checking } from './checking.ts';

/** The count starts at a declared moment that every case has. */
export function dayZeroIsAMoment(checking: Checking): void {
  const { clock, facts } = checking.procedure;
  const fact = own(facts, clock.dayZero);
  if (fact === undefined) {
    const names = Object.keys(facts);
    const says = `"${clock.dayZero}" is not declared under facts. Declared: ${listed(names)}.`;
    checking.report('FT-PRC-FACT-UNKNOWN', clock, 'day-zero', says + didYouMean(clock.dayZero, names));
  } else if (fact.type !== 'instant') {
    const says = `Day zero must be a fact of type instant, but "${clock.dayZero}" is of type ${fact.type}.`;
    checking.report('FT-PRC-FACT-TYPE', clock, 'day-zero', says);
  } else if (!fact.required) {
    const says = `Every case needs its day zero, so the fact "${clock.dayZero}" cannot be optional.`;
    checking.report('FT-PRC-FACT-TYPE', clock, 'day-zero', says);
  }
}

export function calendarExists(checking: Checking): void {
  const { clock } = checking.procedure;
  if (checking.context.hasCalendar(clock.calendar)) return;
  const names = checking.context.calendars?.map(({ calendar }) => calendar) ?? [];
  const known = names.length > 0 ? ` Calendars: ${listed(names)}.` : '';
  const says = `There is no calendar "${clock.calendar}".${known}${didYouMean(clock.calendar, names)}`;
  checking.report('FT-PRC-CALENDAR', clock, 'calendar', says);
}

export function calendarIsOpen(checking: Checking): void {
  const { clock } = checking.procedure;
  const rules = checking.context.calendars?.find(({ calendar }) => calendar === clock.calendar);
  const closed = rules ? nothingDueAt(clock.at, rules) : null;
  if (closed !== null) checking.report('FT-PRC-HOUR', clock, 'at', closed);
}

/** Outside the hours of the calendar no step would ever be due: why so; null when it is open at that hour. */
export function nothingDueAt(at: string, { calendar, hours }: Pick<CalendarRules, 'calendar' | 'hours'>) {
  if (at >= hours.from && at < hours.until) return null;
  const open = `The calendar "${calendar}" is open from ${hours.from} to ${hours.until}`;
  return `${open}, so nothing could be done at ${at}.`;
}

/** "HH:MM" compares as text. */
export function cutOffsAreInOrder(checking: Checking): void {
  const { clock } = checking.procedure;
  if (clock.sentFrom === undefined || clock.sentUntil === undefined || clock.sentFrom < clock.sentUntil)
    return;
  const says = `"sent-until" (${clock.sentUntil}) must be later in the day than "sent-from" (${clock.sentFrom}).`;
  checking.report('FT-PRC-HOUR', clock, 'sent-until', says);
}
