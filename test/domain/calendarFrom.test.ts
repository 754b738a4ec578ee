import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarFor } from '../../domain/calendar/calendar.ts';
import { inHours } from '../../domain/calendar/hours.ts';
import { planDates } from '../../domain/calendar/planDates.ts';
import { isWorkingDay } from '../../domain/calendar/workingDays.ts';
import type { PlanAsk } from '../../domain/program/plan.ts';
import { anyCalendar, anyClock, anyInstant, anySteps, ZONES } from './calendarCases.ts';
import { CASE_ALERT, day, FOLLOW_UPS, labels, plan, shipped } from './calendarSetup.ts';
import { wall } from './slowCalendar.ts';

type From = Extract<PlanAsk, { kind: 'from' }>;

const LAB = shipped('dental-lab');
const DESK = shipped('support-desk');
const DAY = 86_400_000;

const alert = plan(CASE_ALERT, LAB, { kind: 'round', zero: Date.parse('2026-03-06T12:00:00-08:00') });
const solution = plan(FOLLOW_UPS, DESK, { kind: 'round', zero: Date.parse('2026-03-12T12:00:00+11:00') });

function onward(ask: Omit<From, 'kind' | 'notBefore'> & { notBefore: string }) {
  const from: From = { ...ask, kind: 'from', notBefore: Date.parse(ask.notBefore) };
  return ask.step in solution.slots && !(ask.step in alert.slots)
    ? labels(plan(FOLLOW_UPS, DESK, from, solution))
    : labels(plan(CASE_ALERT, LAB, from, alert));
}

const afterDay1 = { at: alert.slots['day-1']!.at, day: 1 };

describe('a case alert planned for Mon 9, Tue 10 and Wed 11 March goes on', () => {
  test('at nine on the next business day when it is resumed in the afternoon', () => {
    expect(
      onward({ step: 'day-2', mode: 'send-hour', notBefore: '2026-03-12T14:00:00-07:00', after: afterDay1 }),
    ).toEqual({
      'day-1': 'Mon 9 Mar 2026 09:00',
      'day-2': 'Fri 13 Mar 2026 09:00',
      'day-3': 'Mon 16 Mar 2026 09:00',
    });
  });

  test('at once when it is late and the working hours last', () => {
    expect(
      onward({ step: 'day-2', mode: 'in-hours', notBefore: '2026-03-12T14:07:30-07:00', after: afterDay1 }),
    ).toEqual({
      'day-1': 'Mon 9 Mar 2026 09:00',
      'day-2': 'Thu 12 Mar 2026 14:07',
      'day-3': 'Fri 13 Mar 2026 09:00',
    });
  });

  test.each([
    ['before hours', '2026-03-12T07:59:59-07:00', 'Thu 12 Mar 2026 09:00'],
    ['when the hours begin', '2026-03-12T08:00:00-07:00', 'Thu 12 Mar 2026 08:00'],
    ['when the hours are over', '2026-03-12T17:00:00-07:00', 'Fri 13 Mar 2026 09:00'],
    ['on Friday evening', '2026-03-13T17:30:00-07:00', 'Mon 16 Mar 2026 09:00'],
    ['on Saturday', '2026-03-14T12:00:00-07:00', 'Mon 16 Mar 2026 09:00'],
    ['on a holiday', '2026-05-25T12:00:00-07:00', 'Tue 26 May 2026 09:00'],
  ])('TIM-2: as soon as working hours allow, resumed %s', (_, notBefore, expected) => {
    expect(onward({ step: 'day-2', mode: 'in-hours', notBefore, after: afterDay1 })['day-2']).toBe(expected);
  });

  test('on its planned days when it is resumed before them', () => {
    for (const mode of ['send-hour', 'in-hours'] as const) {
      expect(
        onward({ step: 'day-2', mode, notBefore: '2026-03-09T10:00:00-07:00', after: afterDay1 }),
      ).toEqual(labels(alert));
    }
  });

  test('a business day after an attempt that was itself late, never on the same day', () => {
    const after = { at: Date.parse('2026-03-12T15:00:00-07:00'), day: 1 };
    const planned = onward({
      step: 'day-2',
      mode: 'in-hours',
      notBefore: '2026-03-12T15:01:00-07:00',
      after,
    });
    expect(planned['day-2']).toBe('Fri 13 Mar 2026 09:00');
  });

  test('with the post of the moved day zero, if that is what it stood at', () => {
    const moved = plan(CASE_ALERT, LAB, { kind: 'round', zero: Date.parse('2026-03-06T18:00:00-08:00') });
    const ask: PlanAsk = {
      kind: 'from',
      step: 'day-zero-moved',
      notBefore: Date.parse('2026-03-10T12:00:00-07:00'),
      mode: 'in-hours',
    };
    expect(labels(plan(CASE_ALERT, LAB, ask, moved))).toEqual({
      'day-zero-moved': 'Tue 10 Mar 2026 12:00',
      'day-1': 'Wed 11 Mar 2026 09:00',
      'day-2': 'Thu 12 Mar 2026 09:00',
      'day-3': 'Fri 13 Mar 2026 09:00',
    });
  });
});

describe('follow-ups planned for Mon 16, Wed 18 and Fri 20 March go on', () => {
  const after = { at: solution.slots['day-3']!.at, day: 3 };

  test('every other day after a hold over the weekend', () => {
    expect(
      onward({ step: 'day-5', mode: 'send-hour', notBefore: '2026-03-21T10:00:00+11:00', after }),
    ).toEqual({
      'day-3': 'Mon 16 Mar 2026 09:00',
      'day-5': 'Mon 23 Mar 2026 09:00',
      'day-7': 'Wed 25 Mar 2026 09:00',
    });
  });

  test('with a full day after an attempt that was late', () => {
    const late = { at: Date.parse('2026-03-19T15:00:00+11:00'), day: 3 };
    expect(
      onward({ step: 'day-5', mode: 'in-hours', notBefore: '2026-03-19T15:00:01+11:00', after: late }),
    ).toEqual({
      'day-3': 'Mon 16 Mar 2026 09:00',
      'day-5': 'Mon 23 Mar 2026 09:00',
      'day-7': 'Wed 25 Mar 2026 09:00',
    });
  });
});

test('what is no attempt keeps its own days from the last attempt, not the full days between attempts', () => {
  const closing = {
    clock: { ...FOLLOW_UPS.clock, fullDaysBetween: 3 },
    steps: [day(3), day(4, false), day(5, false)],
  };
  const before = plan(closing, DESK, { kind: 'round', zero: Date.parse('2026-03-08T12:00:00+11:00') });
  const after = { at: Date.parse('2026-03-17T12:00:00+11:00'), day: 3 };
  const ask: PlanAsk = { kind: 'from', step: 'day-4', notBefore: after.at, mode: 'in-hours', after };
  expect(labels(plan(closing, DESK, ask, before))).toEqual({
    'day-3': 'Tue 10 Mar 2026 09:00',
    'day-4': 'Wed 18 Mar 2026 09:00',
    'day-5': 'Thu 19 Mar 2026 09:00',
  });
});

test('no step is due before the one before it, even if the earlier plan says so', () => {
  const late = { at: Date.parse('2026-03-17T09:00:00-07:00'), until: 0, label: '' };
  const odd = { ...alert, slots: { ...alert.slots, 'day-zero-moved': late } };
  const posts = { ...CASE_ALERT, steps: CASE_ALERT.steps.map((step) => ({ ...step, attempt: false })) };
  const ask: PlanAsk = { kind: 'from', step: 'day-zero-moved', notBefore: afterDay1.at, mode: 'send-hour' };
  expect(labels(plan(posts, LAB, ask, odd))['day-1']).toBe('Tue 17 Mar 2026 09:00');
});

test('the step that is asked for gets a date, whether it had one or not', () => {
  const ask: PlanAsk = { kind: 'from', step: 'day-zero-moved', notBefore: afterDay1.at, mode: 'send-hour' };
  expect(labels(plan(CASE_ALERT, LAB, ask))['day-zero-moved']).toBe('Mon 9 Mar 2026 09:00');
});

test('a case without an earlier plan starts with normal spacing, never with a bunch', () => {
  const ask: PlanAsk = {
    kind: 'from',
    step: 'day-3',
    notBefore: Date.parse('2026-06-01T12:00:00+10:00'),
    mode: 'send-hour',
  };
  const joined = plan(FOLLOW_UPS, DESK, ask);
  expect(joined).toMatchObject({ dayZero: '2026-06-01', moved: false });
  expect(labels(joined)).toEqual({
    'day-3': 'Tue 2 Jun 2026 09:00',
    'day-5': 'Thu 4 Jun 2026 09:00',
    'day-7': 'Tue 9 Jun 2026 09:00',
  });
});

test('DET-5: a date that has become a day off moves forward when the case is planned anew', () => {
  const closed = { ...LAB, closed: { '2026-03-10': 'a training day' } };
  const ask: PlanAsk = {
    kind: 'from',
    step: 'day-2',
    notBefore: afterDay1.at,
    mode: 'send-hour',
    after: afterDay1,
  };
  expect(labels(plan(CASE_ALERT, closed, ask, alert))).toEqual({
    'day-1': 'Mon 9 Mar 2026 09:00',
    'day-2': 'Wed 11 Mar 2026 09:00',
    'day-3': 'Thu 12 Mar 2026 09:00',
  });
});

test('a step that the procedure does not have is refused', () => {
  const ask: PlanAsk = {
    kind: 'from',
    step: 'day-9',
    notBefore: alert.slots['day-1']!.at,
    mode: 'send-hour',
  };
  expect(() => planDates(CASE_ALERT, calendarFor(LAB, ask, alert), ask, alert)).toThrow('FT-CAL-STEP');
});

const anyCase = fc
  .constantFrom(...ZONES)
  .chain((zone) => anyInstant(zone).chain((event) => fc.tuple(fc.constant(event), anyCalendar(zone, event))))
  .chain(([event, of]) =>
    fc.record({
      event: fc.constant(event),
      calendar: fc.constant(of),
      clock: anyClock(of),
      steps: anySteps(0),
      from: fc.nat(),
      held: fc.integer({ min: 0, max: 20 * 86_400 }).map((seconds) => seconds * 1000),
      late: fc.integer({ min: 0, max: 3 * 86_400 }).map((seconds) => seconds * 1000),
      mode: fc.constantFrom('send-hour' as const, 'in-hours' as const),
    }),
  );

test('TIM-4: going on from any step keeps the distances, the days off, the planned dates and one attempt a day', () => {
  fc.assert(
    fc.property(anyCase, (it) => {
      const of = it.calendar;
      const previous = planDates(it, of, { kind: 'round', zero: it.event }, null);
      const planned = it.steps.filter(({ key }) => key in previous.slots);
      const first = it.from % planned.length;
      const reached = planned.slice(0, first).findLast(({ attempt }) => attempt);
      const slotOf = (key: string) => previous.slots[key]!;
      const madeAt = reached && slotOf(reached.key).at + it.late;
      const ask: From = {
        kind: 'from',
        step: planned[first]!.key,
        notBefore: Math.max(slotOf(planned[first]!.key).at - DAY, madeAt ?? 0) + it.held,
        mode: it.mode,
        ...(reached && madeAt !== undefined ? { after: { at: madeAt, day: reached.day! } } : {}),
      };
      const anew = planDates(it, of, ask, previous);

      expect(Object.keys(anew.slots)).toEqual(Object.keys(previous.slots));
      expect(planDates(it, of, ask, previous)).toEqual(anew);
      for (const { key } of planned.slice(0, first)) expect(anew.slots[key]).toEqual(previous.slots[key]);

      let attempt =
        madeAt === undefined ? undefined : { date: wall(of.zone, madeAt).date, day: reached!.day! };
      let before = ask.notBefore;
      for (const step of planned.slice(first)) {
        const { at } = anew.slots[step.key]!;
        const { date } = wall(of.zone, at);
        expect(inHours(of, at)).toBe(true);
        expect(at).toBeGreaterThanOrEqual(before);
        expect(at).toBeGreaterThanOrEqual(slotOf(step.key).at);
        const passed = attempt ? daysBetween(attempt.date, date) : [];
        const counted = passed.filter((each) => it.clock.count === 'calendar-days' || isWorkingDay(of, each));
        const apart = attempt && step.attempt ? (it.clock.fullDaysBetween ?? 0) + 1 : 0;
        const distance = attempt && step.day !== undefined ? step.day - attempt.day : 0;
        expect(passed.length).toBeGreaterThanOrEqual(apart);
        expect(counted.length).toBeGreaterThanOrEqual(distance);
        if (step.attempt) attempt = { date, day: step.day! };
        before = at;
      }
    }),
    { numRuns: 2000, seed: 20260316 },
  );
});

/** The dates after the first up to and with the second. */
function daysBetween(from: string, to: string): string[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  return Array.from({ length: days }, (_, index) =>
    new Date(Date.parse(from) + (index + 1) * DAY).toISOString().slice(0, 10),
  );
}
