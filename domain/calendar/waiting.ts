import type { Slot } from '../program/plan.ts';
import type { Clock, Instant, ProgramStep, Wait, WeekEnd } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { inHours, nextOpening } from './hours.ts';
import { instantAt, label, localDate, nextDate, weekday } from './localTime.ts';
import { slotAt } from './slot.ts';
import { apartFrom, type Attempt } from './spacing.ts';
import { workingDayFrom } from './workingDays.ts';

const HOUR = 3_600_000;

interface Asked {
  clock: Clock;
  calendar: Calendar;
  step: ProgramStep;
  /** When the step before it was done, or is planned to be. */
  since: Instant;
  notBefore: Instant;
  last: Attempt | null;
}

/** Whether the hours of a step count from when the one before it was done. */
export function waits(step: ProgramStep): boolean {
  return step.when === 'wait' || step.when === 'end-of-week';
}

/** Whether a step comes when a debt reaches its next level: its date is in the ledger, not in the count of days. */
export function waitsForLevel(step: ProgramStep): boolean {
  return step.when === 'level-reached';
}

/** The slot of a step that waits for the one before it. */
export function slotAfter(asked: Asked): Slot {
  const { step } = asked;
  if (step.wait) return afterHours(asked, step.wait);
  if (step.weekEnd) return atWeekEnd(asked, step.weekEnd);
  throw new Error(`step ${step.key} does not wait`);
}

/** "24 to 48 hours later, in working hours": the first working time in the window, or the first after it (the SOP). */
function afterHours({ clock, calendar, step, since, notBefore, last }: Asked, wait: Wait): Slot {
  const { zone, hours } = calendar;
  const earliest = Math.max(since + wait.hours * HOUR, notBefore);
  const date = last && step.attempt ? apartFrom(clock, calendar, last, step) : localDate(zone, earliest);
  const free = inHours(calendar, earliest) && localDate(zone, earliest) >= date;
  const at = free ? earliest : nextOpening(calendar, earliest, hours.from, date);
  const within = wait.within === undefined ? {} : { within: since + wait.within * HOUR };
  return { ...slotAt(clock, calendar, step, at), since, ...within };
}

/** "Friday 17:00, at least 72 hours later, else the Friday after"; on a day off the next working day. */
function atWeekEnd({ calendar, since, notBefore }: Asked, weekEnd: WeekEnd): Slot {
  const { zone } = calendar;
  const earliest = Math.max(since + weekEnd.hours * HOUR, notBefore);
  let date = localDate(zone, earliest);
  while (weekday(date) !== weekEnd.weekday || instantAt(zone, date, weekEnd.at) < earliest) {
    date = nextDate(zone, date);
  }
  const open = workingDayFrom(calendar, date);
  const at = instantAt(zone, open, weekEnd.at);
  return { at, until: instantAt(zone, open, '24:00'), label: label(zone, at), since };
}
