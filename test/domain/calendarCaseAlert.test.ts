import { describe, expect, test } from '@jest/globals';
import { instantAt } from '../../domain/calendar/localTime.ts';
import { CASE_ALERT, labels, plan, shipped } from './calendarSetup.ts';

const LAB = shipped('dental-lab');

function sent(iso: string) {
  return plan(CASE_ALERT, LAB, { kind: 'round', zero: Date.parse(iso) });
}

type Row = [when: string, sent: string, dayZero: string, moved: boolean, firstReminder: string];

describe('TIM-1: day zero of a case alert', () => {
  const minutes: Row[] = [
    [
      'at 00:00:00 belongs to the evening before',
      '2026-03-03T00:00:00-08:00',
      '2026-03-03',
      true,
      'Wed 4 Mar 2026 09:00',
    ],
    [
      'at 00:00:59 belongs to the evening before',
      '2026-03-03T00:00:59-08:00',
      '2026-03-03',
      true,
      'Wed 4 Mar 2026 09:00',
    ],
    [
      'at 00:01:00 belongs to the day',
      '2026-03-03T00:01:00-08:00',
      '2026-03-03',
      false,
      'Wed 4 Mar 2026 09:00',
    ],
    [
      'at 17:00:00 belongs to the day',
      '2026-03-03T17:00:00-08:00',
      '2026-03-03',
      false,
      'Wed 4 Mar 2026 09:00',
    ],
    [
      'at 17:00:59 is still 17:00',
      '2026-03-03T17:00:59.999-08:00',
      '2026-03-03',
      false,
      'Wed 4 Mar 2026 09:00',
    ],
    [
      'at 17:01:00 belongs to the next business day',
      '2026-03-03T17:01:00-08:00',
      '2026-03-04',
      true,
      'Thu 5 Mar 2026 09:00',
    ],
    [
      'at 23:59:59 belongs to the next business day',
      '2026-03-03T23:59:59-08:00',
      '2026-03-04',
      true,
      'Thu 5 Mar 2026 09:00',
    ],
  ];
  const weekends: Row[] = [
    ['on Friday at 17:00', '2026-01-09T17:00:00-08:00', '2026-01-09', false, 'Mon 12 Jan 2026 09:00'],
    ['on Friday evening', '2026-01-09T17:01:00-08:00', '2026-01-12', true, 'Tue 13 Jan 2026 09:00'],
    ['on Saturday at 00:00:30', '2026-01-10T00:00:30-08:00', '2026-01-12', true, 'Tue 13 Jan 2026 09:00'],
    ['on Saturday at noon', '2026-01-10T12:00:00-08:00', '2026-01-12', true, 'Tue 13 Jan 2026 09:00'],
    ['on Sunday night', '2026-01-11T23:30:00-08:00', '2026-01-12', true, 'Tue 13 Jan 2026 09:00'],
    ['on Monday at 00:00:30', '2026-01-12T00:00:30-08:00', '2026-01-12', true, 'Tue 13 Jan 2026 09:00'],
    ['on Monday at 00:01', '2026-01-12T00:01:00-08:00', '2026-01-12', false, 'Tue 13 Jan 2026 09:00'],
  ];
  const clockChanges: Row[] = [
    [
      'on the Friday before summer time',
      '2026-03-06T17:00:59-08:00',
      '2026-03-06',
      false,
      'Mon 9 Mar 2026 09:00',
    ],
    [
      'on the Friday evening before summer time',
      '2026-03-06T17:01:00-08:00',
      '2026-03-09',
      true,
      'Tue 10 Mar 2026 09:00',
    ],
    [
      'just before the clocks go forward',
      '2026-03-08T01:59:59-08:00',
      '2026-03-09',
      true,
      'Tue 10 Mar 2026 09:00',
    ],
    [
      'just after the clocks went forward',
      '2026-03-08T03:00:00-07:00',
      '2026-03-09',
      true,
      'Tue 10 Mar 2026 09:00',
    ],
    [
      'at 17:00:59 on the first day of summer time',
      '2026-03-09T17:00:59-07:00',
      '2026-03-09',
      false,
      'Tue 10 Mar 2026 09:00',
    ],
    [
      'on the Friday before winter time',
      '2026-10-30T17:00:00-07:00',
      '2026-10-30',
      false,
      'Mon 2 Nov 2026 09:00',
    ],
    [
      'in the hour that comes twice, first',
      '2026-11-01T01:30:00-07:00',
      '2026-11-02',
      true,
      'Tue 3 Nov 2026 09:00',
    ],
    [
      'in the hour that comes twice, second',
      '2026-11-01T01:30:00-08:00',
      '2026-11-02',
      true,
      'Tue 3 Nov 2026 09:00',
    ],
    [
      'at 17:01 on the first day of winter time',
      '2026-11-02T17:01:00-08:00',
      '2026-11-03',
      true,
      'Wed 4 Nov 2026 09:00',
    ],
  ];
  const holidays: Row[] = [
    [
      'on the Friday before a holiday on Monday',
      '2026-05-22T16:00:00-07:00',
      '2026-05-22',
      false,
      'Tue 26 May 2026 09:00',
    ],
    [
      'on Friday evening before a holiday on Monday',
      '2026-05-22T17:01:00-07:00',
      '2026-05-26',
      true,
      'Wed 27 May 2026 09:00',
    ],
    ['on a holiday on Monday', '2026-05-25T10:00:00-07:00', '2026-05-26', true, 'Wed 27 May 2026 09:00'],
    [
      'at 00:00:30 on a holiday on Monday',
      '2026-05-25T00:00:30-07:00',
      '2026-05-26',
      true,
      'Wed 27 May 2026 09:00',
    ],
    [
      'at 00:00:30 after a holiday on Monday',
      '2026-05-26T00:00:30-07:00',
      '2026-05-26',
      true,
      'Wed 27 May 2026 09:00',
    ],
    [
      'on the observed day of a holiday',
      '2026-07-03T10:00:00-07:00',
      '2026-07-06',
      true,
      'Tue 7 Jul 2026 09:00',
    ],
    [
      'on the evening before the year ends in a long weekend',
      '2026-12-31T17:01:00-08:00',
      '2027-01-04',
      true,
      'Tue 5 Jan 2027 09:00',
    ],
    ['the day before a leap day', '2028-02-28T12:00:00-08:00', '2028-02-28', false, 'Tue 29 Feb 2028 09:00'],
    ['on a leap day', '2028-02-29T17:00:00-08:00', '2028-02-29', false, 'Wed 1 Mar 2028 09:00'],
  ];
  test.each([...minutes, ...weekends, ...clockChanges, ...holidays])(
    'an alert sent %s',
    (_, iso, date, moved, first) => {
      const planned = sent(iso);
      expect({ dayZero: planned.dayZero, moved: planned.moved }).toEqual({ dayZero: date, moved });
      expect(planned.slots['day-1']?.label).toBe(first);
      expect(planned.slots['day-zero-moved']?.at).toBe(
        moved ? instantAt(LAB.zone, date, '09:00') : undefined,
      );
    },
  );
});

test('a case alert sent in hours is followed up on each business day at nine', () => {
  expect(labels(sent('2026-03-05T12:00:00-08:00'))).toEqual({
    'day-1': 'Fri 6 Mar 2026 09:00',
    'day-2': 'Mon 9 Mar 2026 09:00',
    'day-3': 'Tue 10 Mar 2026 09:00',
  });
});

test('a case alert sent too late gets its post at nine on day zero, and the reminders a day later', () => {
  expect(labels(sent('2026-11-25T18:00:00-08:00'))).toEqual({
    'day-zero-moved': 'Fri 27 Nov 2026 09:00',
    'day-1': 'Mon 30 Nov 2026 09:00',
    'day-2': 'Tue 1 Dec 2026 09:00',
    'day-3': 'Wed 2 Dec 2026 09:00',
  });
});

test('TIM-1: nine in the morning stays nine when the clocks change over the weekend', () => {
  const spring = sent('2026-03-06T12:00:00-08:00').slots['day-1']!;
  const autumn = sent('2026-10-30T12:00:00-07:00').slots['day-1']!;
  expect(new Date(spring.at).toISOString()).toBe('2026-03-09T16:00:00.000Z');
  expect(new Date(autumn.at).toISOString()).toBe('2026-11-02T17:00:00.000Z');
});

test('a step is on time until the end of the hours of its day', () => {
  const { until } = sent('2026-03-05T12:00:00-08:00').slots['day-1']!;
  expect(new Date(until).toISOString()).toBe('2026-03-07T01:00:00.000Z');
});

test('TIM-4: a step that may be skipped is so after the counted days; one that warns never is', () => {
  const skipping = { ...CASE_ALERT, clock: { ...CASE_ALERT.clock, skipAfterDays: 2 } };
  const { slots } = plan(skipping, LAB, { kind: 'round', zero: Date.parse('2026-03-04T12:00:00-08:00') });
  expect(new Date(slots['day-1']!.notAfter!).toISOString()).toBe('2026-03-10T06:59:59.999Z');
  expect(slots['day-2']).not.toHaveProperty('notAfter');
  expect(sent('2026-03-05T12:00:00-08:00').slots['day-1']).not.toHaveProperty('notAfter');
});
