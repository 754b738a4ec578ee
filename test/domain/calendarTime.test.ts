import { describe, expect, test } from '@jest/globals';
import { calendarAround, calendarFor } from '../../domain/calendar/calendar.ts';
import { inHours, nextOpening } from '../../domain/calendar/hours.ts';
import { instantAt, label, localDate } from '../../domain/calendar/localTime.ts';
import { checkClockHour, planDates } from '../../domain/calendar/planDates.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { isWorkingDay } from '../../domain/calendar/workingDays.ts';
import { CASE_ALERT, CASE_ALERT_CLOCK, day, FOLLOW_UPS, labels, plan, shipped } from './calendarSetup.ts';

const LAB = shipped('dental-lab');

function everyDayIn(zone: string): CalendarRules {
  return {
    calendar: 'every-day',
    title: 'Every day',
    zone,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    hours: { from: '00:00', until: '24:00' },
    closed: {},
    open: {},
    closesEarly: {},
  };
}

describe('TIM-1: a local time is', () => {
  test.each([
    [
      'moved forward when the clocks skip it, in the north',
      'America/Los_Angeles',
      '2026-03-08',
      '02:30',
      '2026-03-08T10:30:00Z',
    ],
    [
      'moved forward when the clocks skip it, in the south',
      'Australia/Sydney',
      '2026-10-04',
      '02:30',
      '2026-10-03T16:30:00Z',
    ],
    [
      'moved forward when the day begins at one',
      'America/Santiago',
      '2026-09-06',
      '00:00',
      '2026-09-06T04:00:00Z',
    ],
    [
      'moved forward when the clocks skip half an hour',
      'Australia/Lord_Howe',
      '2026-10-04',
      '02:15',
      '2026-10-03T15:45:00Z',
    ],
    [
      'the first of two when it comes twice, in the north',
      'America/Los_Angeles',
      '2026-11-01',
      '01:30',
      '2026-11-01T08:30:00Z',
    ],
    [
      'the first of two when it comes twice, in the south',
      'Australia/Sydney',
      '2026-04-05',
      '02:30',
      '2026-04-04T15:30:00Z',
    ],
    [
      'the midnight after it at the end of a day',
      'America/Los_Angeles',
      '2026-03-08',
      '24:00',
      '2026-03-09T07:00:00Z',
    ],
  ])('%s', (_, zone, date, hour, expected) => {
    expect(new Date(instantAt(zone, date, hour)).toISOString()).toBe(expected.replace('Z', '.000Z'));
  });
});

test('TIM-1: the day that Samoa skipped is no day: nothing is due on it and it is not counted', () => {
  const samoa = everyDayIn('Pacific/Apia');
  const event = Date.parse('2011-12-28T12:00:00-10:00');
  const program = {
    clock: { ...FOLLOW_UPS.clock, firstDay: 0, fullDaysBetween: 0 },
    steps: [day(1), day(2), day(3)],
  };
  expect(isWorkingDay(calendarAround(samoa, [event]), '2011-12-30')).toBe(false);
  for (const count of ['calendar-days', 'business-days'] as const) {
    const counted = { ...program, clock: { ...program.clock, count } };
    expect(labels(plan(counted, samoa, { kind: 'round', zero: event }))).toEqual({
      'day-1': 'Thu 29 Dec 2011 09:00',
      'day-2': 'Sat 31 Dec 2011 09:00',
      'day-3': 'Sun 1 Jan 2012 09:00',
    });
    expect(labels(plan({ ...counted, steps: [day(3)] }, samoa, { kind: 'round', zero: event }))).toEqual({
      'day-3': 'Sun 1 Jan 2012 09:00',
    });
  }
});

test('TIM-1: the 29th of February is a day like any other, in leap years', () => {
  const utc = everyDayIn('UTC');
  const third = (iso: string) =>
    labels(plan(FOLLOW_UPS, utc, { kind: 'round', zero: Date.parse(iso) }))['day-3'];
  expect(third('2028-02-27T12:00:00Z')).toBe('Tue 29 Feb 2028 09:00');
  expect(third('2027-02-27T12:00:00Z')).toBe('Mon 1 Mar 2027 09:00');
});

test('TIM-1: zones that were renamed keep their clocks', () => {
  const instant = Date.UTC(2026, 6, 1, 12);
  expect(label('Europe/Kiev', instant)).toBe(label('Europe/Kyiv', instant));
  expect(label('US/Pacific', instant)).toBe(label('America/Los_Angeles', instant));
});

test('an instant is shown to people in the zone, in English', () => {
  const instant = Date.parse('2026-09-09T23:05:59Z');
  expect(label('America/Los_Angeles', instant)).toBe('Wed 9 Sep 2026 16:05');
  expect(label('Australia/Sydney', instant)).toBe('Thu 10 Sep 2026 09:05');
  expect(localDate('Australia/Sydney', instant)).toBe('2026-09-10');
});

describe('TIM-2: working hours', () => {
  const short = {
    ...LAB,
    closesEarly: { '2026-12-24': '12:00' },
    open: { '2026-12-25': 'an emergency service' },
  };
  const calendar = calendarAround(short, [Date.UTC(2026, 11, 24)]);
  test.each([
    ['begin with their first minute', '2026-12-23T08:00:00-08:00', true],
    ['do not hold before it', '2026-12-23T07:59:59-08:00', false],
    ['hold in their last second', '2026-12-23T16:59:59-08:00', true],
    ['are over when they end', '2026-12-23T17:00:00-08:00', false],
    ['end early on a short day', '2026-12-24T12:00:00-08:00', false],
    ['hold on a short day before that', '2026-12-24T11:59:59-08:00', true],
    ['hold on a holiday that is opened', '2026-12-25T10:00:00-08:00', true],
    ['do not hold on Saturday', '2026-12-26T10:00:00-08:00', false],
  ])('%s', (_, iso, expected) => {
    expect(inHours(calendar, Date.parse(iso))).toBe(expected);
  });

  test('open again on the next working day', () => {
    const opening = (iso: string, hour?: string) =>
      label(calendar.zone, nextOpening(calendar, Date.parse(iso), hour));
    expect(opening('2026-12-23T08:00:01-08:00')).toBe('Thu 24 Dec 2026 08:00');
    expect(opening('2026-12-25T18:00:00-08:00')).toBe('Mon 28 Dec 2026 08:00');
    expect(opening('2026-12-23T18:00:00-08:00', '15:00')).toBe('Fri 25 Dec 2026 15:00');
  });

  test('a step due after the end of a short day moves to the next working day', () => {
    const afternoon = { ...CASE_ALERT, clock: { ...CASE_ALERT_CLOCK, at: '15:00' } };
    expect(
      labels(plan(afternoon, short, { kind: 'round', zero: Date.parse('2026-12-23T10:00:00-08:00') })),
    ).toEqual({
      'day-1': 'Fri 25 Dec 2026 15:00',
      'day-2': 'Mon 28 Dec 2026 15:00',
      'day-3': 'Tue 29 Dec 2026 15:00',
    });
  });
});

test('a clock whose hour is outside the working hours is refused', () => {
  for (const at of ['07:59', '17:00']) {
    expect(() => checkClockHour({ at }, LAB)).toThrow('FT-CAL-CLOCK-HOUR');
    const early = { ...CASE_ALERT, clock: { ...CASE_ALERT_CLOCK, at } };
    expect(() => plan(early, LAB, { kind: 'round', zero: Date.UTC(2026, 2, 3) })).toThrow(
      'FT-CAL-CLOCK-HOUR',
    );
  }
  expect(() => checkClockHour({ at: '08:00' }, LAB)).not.toThrow();
});

test('a date in years whose holidays are not known is refused, not taken for a working day', () => {
  const known = calendarFor(LAB, { kind: 'round', zero: Date.UTC(2026, 5, 1) }, null);
  expect(() => isWorkingDay(known, '2031-03-03')).toThrow('FT-CAL-YEARS');
  expect(() => planDates(CASE_ALERT, known, { kind: 'round', zero: Date.UTC(2031, 5, 1) }, null)).toThrow(
    'FT-CAL-YEARS',
  );
  expect(() => plan(CASE_ALERT, LAB, { kind: 'round', zero: Date.UTC(9999, 5, 1) })).toThrow('FT-CAL-YEARS');
});

test('a moment that is none is refused', () => {
  expect(() => plan(CASE_ALERT, LAB, { kind: 'round', zero: Number.NaN })).toThrow('FT-CAL-INSTANT');
  expect(() => localDate('Nowhere/Land', 0)).toThrow('FT-CAL-INSTANT');
});

test('a thousand cases of three years are planned in less than two seconds of computing', () => {
  const begun = process.cpuUsage();
  for (let number = 0; number < 1000; number++) {
    plan(CASE_ALERT, LAB, { kind: 'round', zero: Date.UTC(2024, 0, 3) + number * 27 * 3_600_000 });
  }
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2000);
});
