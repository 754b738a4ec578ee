import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { inHours } from '../../domain/calendar/hours.ts';
import { planDates } from '../../domain/calendar/planDates.ts';
import { isWorkingDay } from '../../domain/calendar/workingDays.ts';
import type { Clock, ProgramStep } from '../../domain/program/program.ts';
import { anyCalendar, anyClock, anyInstant, anySteps, ZONES } from './calendarCases.ts';
import { Days, type SlowCalendar, slowPlan, wall } from './slowCalendar.ts';

function slow({ zone, weekdays, hours, daysOff, open, closesEarly }: Calendar): SlowCalendar {
  return { zone, weekdays, hours, daysOff: Object.keys(daysOff), open: Object.keys(open), closesEarly };
}

const cases = fc
  .constantFrom(...ZONES)
  .chain((zone) => anyInstant(zone).chain((event) => fc.tuple(fc.constant(event), anyCalendar(zone, event))))
  .chain(([event, of]) =>
    fc.tuple(fc.constant(event), fc.constant(of), anyClock(of), fc.integer({ min: 0, max: 1 })),
  )
  .chain(([event, of, how, firstDay]) =>
    fc.record({
      event: fc.constant(event),
      calendar: fc.constant(of),
      clock: fc.constant<Clock>({ ...how, firstDay }),
      steps: anySteps(firstDay),
    }),
  );

function check(run: (it: { event: number; calendar: Calendar; clock: Clock; steps: ProgramStep[] }) => void) {
  fc.assert(fc.property(cases, run), { numRuns: 2000, seed: 20260309 });
}

test('TIM-1: the planner agrees with a quarter-by-quarter walk of the clocks on 2,000 random cases', () => {
  check((it) => {
    const { dayZero, moved, slots } = planDates(it, it.calendar, { kind: 'round', zero: it.event }, null);
    const plain = Object.fromEntries(
      Object.entries(slots).map(([key, { at, until, notAfter }]) => [key, { at, until, notAfter }]),
    );
    expect({ dayZero, moved, slots: plain }).toEqual(
      slowPlan(it.clock, it.steps, slow(it.calendar), it.event),
    );
  });
});

test('TIM-2: no date falls on a day off, outside the hours or before the event, whatever the case', () => {
  check((it) => {
    const { slots } = planDates(it, it.calendar, { kind: 'round', zero: it.event }, null);
    for (const { at, until } of Object.values(slots)) {
      const { date } = wall(it.calendar.zone, at);
      expect(isWorkingDay(it.calendar, date)).toBe(true);
      expect(inHours(it.calendar, at)).toBe(true);
      expect(inHours(it.calendar, until - 1)).toBe(true);
      expect(at).toBeGreaterThanOrEqual(it.event);
      expect(until).toBeGreaterThan(at);
    }
  });
});

test('TIM-1: whether an instant lies in working hours agrees with the walk of the clocks', () => {
  check(({ calendar: of, event }) => {
    const days = new Days(of.zone, event);
    const { date } = wall(of.zone, event);
    const index = days.indexOf(date);
    const opens = days.strike(index, of.hours.from);
    const closes = days.strike(index, of.closesEarly[date] ?? of.hours.until);
    expect(inHours(of, event)).toBe(isWorkingDay(of, date) && event >= opens && event < closes);
  });
});
