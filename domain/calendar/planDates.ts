import type { Plan, PlanAsk } from '../program/plan.ts';
import type { Calendar } from './calendar.ts';
import { CalendarError } from './errors.ts';
import { planFrom } from './planFrom.ts';
import { planRound } from './planRound.ts';
import type { Planned } from './slot.ts';

/**
 * The dates of a round, or of the rest of one. Pure: the same inputs and zone data give the same plan. No date falls on
 * a day off or outside the calendar's hours; a step that would moves forward, never back (procedures.md, common rules).
 *
 * @param calendar must know the years around the dates asked for: `calendarFor` sees to that.
 * @param previous the plan so far; a step keeps at least the date it had there.
 * @throws CalendarError when the dates cannot be known; nothing may then be sent.
 */
export function planDates(program: Planned, calendar: Calendar, ask: PlanAsk, previous: Plan | null): Plan {
  checkClockHour(program.clock, calendar);
  return ask.kind === 'round'
    ? planRound(program, calendar, ask.zero)
    : planFrom(program, calendar, ask, previous);
}

/** Refuses a clock whose hour is outside the calendar's hours: none of its steps would ever be due. */
export function checkClockHour(clock: { at: string }, calendar: Pick<Calendar, 'calendar' | 'hours'>): void {
  const { from, until } = calendar.hours;
  if (clock.at < from || clock.at >= until) {
    throw new CalendarError(
      'FT-CAL-CLOCK-HOUR',
      `The steps are due at ${clock.at}, but the hours of the calendar ${calendar.calendar} are ${from} to ${until}.`,
    );
  }
}
