import { describe, expect, test } from '@jest/globals';
import { day, FOLLOW_UPS, labels, plan, shipped } from './calendarSetup.ts';

const DESK = shipped('support-desk');

function datesOf(iso: string): string[] {
  return Object.values(labels(plan(FOLLOW_UPS, DESK, { kind: 'round', zero: Date.parse(iso) })));
}

describe('TIM-1: follow-ups to a solution go out on working days with a full day between, so sent', () => {
  test.each<[string, string, string[]]>([
    ['on Monday', '2026-03-09', ['Wed 11 Mar', 'Fri 13 Mar', 'Mon 16 Mar']],
    ['on Tuesday', '2026-03-10', ['Thu 12 Mar', 'Mon 16 Mar', 'Wed 18 Mar']],
    ['on Wednesday', '2026-03-11', ['Fri 13 Mar', 'Mon 16 Mar', 'Wed 18 Mar']],
    ['on Thursday', '2026-03-12', ['Mon 16 Mar', 'Wed 18 Mar', 'Fri 20 Mar']],
    ['on Friday', '2026-03-13', ['Mon 16 Mar', 'Wed 18 Mar', 'Fri 20 Mar']],
    ['on Saturday', '2026-03-14', ['Mon 16 Mar', 'Wed 18 Mar', 'Fri 20 Mar']],
    ['on Sunday', '2026-03-15', ['Tue 17 Mar', 'Thu 19 Mar', 'Mon 23 Mar']],
    ['before Easter', '2026-04-01', ['Tue 7 Apr', 'Thu 9 Apr', 'Mon 13 Apr']],
    ['before the additional day for Anzac Day', '2026-04-23', ['Tue 28 Apr', 'Thu 30 Apr', 'Mon 4 May']],
    ["before the King's Birthday", '2026-06-06', ['Tue 9 Jun', 'Thu 11 Jun', 'Mon 15 Jun']],
    [
      'before the Bank Holiday, which is for banks alone',
      '2026-08-01',
      ['Mon 3 Aug', 'Wed 5 Aug', 'Fri 7 Aug'],
    ],
    ['before Labour Day and summer time', '2026-10-02', ['Tue 6 Oct', 'Thu 8 Oct', 'Mon 12 Oct']],
    ['before Christmas', '2026-12-23', ['Tue 29 Dec', 'Thu 31 Dec', 'Mon 4 Jan']],
  ])('%s', (_, date, expected) => {
    const planned = datesOf(`${date}T03:00:00Z`);
    expect(planned.map((label) => label.replace(/ \d{4} 09:00$/, ''))).toEqual(expected);
    expect(planned.every((label) => label.endsWith(' 09:00'))).toBe(true);
  });
});

test('the day of the solution is the day in Sydney, not in Greenwich', () => {
  expect(datesOf('2026-03-11T23:30:00Z')[0]).toBe('Mon 16 Mar 2026 09:00');
  expect(datesOf('2026-03-11T12:30:00Z')[0]).toBe('Fri 13 Mar 2026 09:00');
});

test('a solution sent on a day off or late at night counts from its own date: day zero never moves', () => {
  for (const iso of ['2026-03-14T03:00:00Z', '2026-03-11T12:59:00Z']) {
    expect(plan(FOLLOW_UPS, DESK, { kind: 'round', zero: Date.parse(iso) })).toMatchObject({
      moved: false,
      dayZero: iso.slice(0, 10),
    });
  }
});

test('what follows the last message without being an attempt keeps its days from it when that message moved', () => {
  const warned = { clock: FOLLOW_UPS.clock, steps: [day(3, true, { warns: true }), day(4, false)] };
  expect(labels(plan(warned, DESK, { kind: 'round', zero: Date.parse('2026-03-12T03:00:00Z') }))).toEqual({
    'day-3': 'Mon 16 Mar 2026 09:00',
    'day-4': 'Tue 17 Mar 2026 09:00',
  });
});

test('a step on the first day whose hour has passed waits for the next working day', () => {
  const early = { clock: FOLLOW_UPS.clock, steps: [day(1)] };
  const at = (iso: string) => labels(plan(early, DESK, { kind: 'round', zero: Date.parse(iso) }))['day-1'];
  expect(at('2026-03-12T08:59:59+11:00')).toBe('Thu 12 Mar 2026 09:00');
  expect(at('2026-03-12T09:00:01+11:00')).toBe('Fri 13 Mar 2026 09:00');
});
