import type { Plan, PlanAsk, Slot } from '../program/plan.ts';
import type { Instant } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { CalendarError } from './errors.ts';
import { inHours, nextOpening } from './hours.ts';
import { type LocalDate, localDate } from './localTime.ts';
import { type Planned, slotAt } from './slot.ts';
import { apartFrom, type Attempt, latest, plannedAfter } from './spacing.ts';
import { slotAfter, waits } from './waiting.ts';

type From = Extract<PlanAsk, { kind: 'from' }>;

/**
 * The dates from one step on, after a hold, an answer or an outage. Every step keeps its planned distance to the attempt
 * before it and at least the date it had, so that nothing goes out in a bunch; only a step that had been put off may come
 * sooner than that, where what it was put off for has gone.
 */
export function planFrom(
  { clock, steps }: Planned,
  calendar: Calendar,
  ask: From,
  previous: Plan | null,
): Plan {
  const { zone } = calendar;
  const first = steps.findIndex((step) => step.key === ask.step);
  if (first < 0) throw new CalendarError('FT-CAL-STEP', `There is no step ${ask.step}.`);

  const slots: Record<string, Slot> = {};
  for (const { key } of steps.slice(0, first)) {
    const kept = previous?.slots[key];
    if (kept) slots[key] = kept;
  }

  let notBefore = ask.notBefore;
  let last: Attempt | null = ask.after ? { date: localDate(zone, ask.after.at), day: ask.after.day } : null;
  let since = ask.since ?? ask.notBefore;
  for (const step of steps.slice(first)) {
    const asked = step.key === ask.step;
    const before = asked && ask.sooner ? undefined : previous?.slots[step.key];
    if (step.when === 'opened' || (step.when === 'day-zero-moved' && !asked && !before)) continue;
    notBefore = Math.max(notBefore, before?.at ?? notBefore);
    if (waits(step)) {
      const slot = slotAfter({ clock, calendar, step, since, notBefore, last });
      slots[step.key] = slot;
      since = notBefore = slot.at;
      if (step.attempt) last = { date: localDate(zone, slot.at), day: clock.firstDay };
      continue;
    }
    const date = last
      ? latest(apartFrom(clock, calendar, last, step), plannedAfter(clock, calendar, last, step))
      : localDate(zone, notBefore);
    const atOnce = asked && ask.mode === 'in-hours' && fits(calendar, notBefore, date);
    const at = atOnce ? notBefore : nextOpening(calendar, notBefore, clock.at, date);
    slots[step.key] = slotAt(clock, calendar, step, at);
    since = at;
    if (step.attempt && step.day !== undefined) last = { date: localDate(zone, at), day: step.day };
  }
  const dayZero = previous?.dayZero ?? localDate(zone, ask.notBefore);
  return { zone, dayZero, moved: previous?.moved ?? false, slots };
}

function fits(calendar: Calendar, instant: Instant, date: LocalDate): boolean {
  return inHours(calendar, instant) && localDate(calendar.zone, instant) >= date;
}
