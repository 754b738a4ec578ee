import type { Plan, Slot } from '../program/plan.ts';
import type { Instant, ProgramStep } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { dayZero } from './dayZero.ts';
import { nextOpening } from './hours.ts';
import { type LocalDate, localDate } from './localTime.ts';
import { type Planned, slotAt } from './slot.ts';
import { apartFrom, type Attempt, latest, plannedAfter } from './spacing.ts';
import { slotAfter, waits, waitsForLevel } from './waiting.ts';
import { countedDaysAfter } from './workingDays.ts';

/**
 * All dates of a new round, counted from the event. A day off moves a step forward, and what an earlier attempt lost
 * that way moves the later ones only as far as their spacing needs (procedures.md 2).
 */
export function planRound({ clock, steps }: Planned, calendar: Calendar, event: Instant): Plan {
  const zero = dayZero(clock, calendar, event);
  const slots: Record<string, Slot> = {};
  let notBefore = event;
  let last: Attempt | null = null;
  let since = event;
  for (const step of steps) {
    if (step.when === 'opened' || (step.when === 'day-zero-moved' && !zero.moved)) continue;
    if (waitsForLevel(step)) continue;
    if (waits(step)) {
      const slot = slotAfter({ clock, calendar, step, since, notBefore, last });
      slots[step.key] = slot;
      since = notBefore = slot.at;
      if (step.attempt) last = { date: localDate(calendar.zone, slot.at), day: clock.firstDay };
      continue;
    }
    const counted = step.day === undefined ? 0 : step.day - clock.firstDay;
    const planned = countedDaysAfter(clock.count, calendar, zero.date, counted);
    const date = last ? latest(planned, spaced(step, last)) : planned;
    const at = nextOpening(calendar, notBefore, clock.at, date);
    slots[step.key] = slotAt(clock, calendar, step, at);
    since = notBefore = at;
    if (step.attempt && step.day !== undefined) last = { date: localDate(calendar.zone, at), day: step.day };
  }
  return { zone: calendar.zone, dayZero: zero.date, moved: zero.moved, slots };

  /** What follows an attempt without being one (an act after its warning) must not catch up with it. */
  function spaced(step: ProgramStep, attempt: Attempt): LocalDate {
    return (step.attempt ? apartFrom : plannedAfter)(clock, calendar, attempt, step);
  }
}
