import { calendarAround } from '../../domain/calendar/calendar.ts';
import { instantAt } from '../../domain/calendar/localTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { countedDaysAfter } from '../../domain/calendar/workingDays.ts';
import type { Plan } from '../../domain/program/plan.ts';
import type { Instant, Program } from '../../domain/program/program.ts';

/** Early enough to come before every step of the day. */
const HOUR = '08:00';
const HOUR_MS = 3_600_000;

/**
 * When a reply "on day N" comes: an hour before the step of that day, which may have been moved; on a day without a
 * step at 08:00 in the calendar's zone.
 */
export function replyMoment(program: Program, plan: Plan, rules: CalendarRules, day: number): Instant {
  const step = program.steps.find((candidate) => candidate.day === day);
  const slot = step && plan.slots[step.key];
  if (slot) return slot.at - HOUR_MS;
  const { count, firstDay } = program.clock;
  const zero = instantAt(plan.zone, plan.dayZero, HOUR);
  const calendar = calendarAround(rules, [zero]);
  const date = countedDaysAfter(count, calendar, plan.dayZero, Math.max(0, day - firstDay));
  return instantAt(plan.zone, date, HOUR);
}
