import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { insideAll, nextInside, type Window } from '../../domain/contactRules/window.ts';

/**
 * The same question answered by looking at the clocks of every zone, minute by minute. Clocks are read by Intl, not by the
 * library that the code under test uses.
 */
function slowNext(windows: Window[], at: number): number | null {
  const open = (moment: number) =>
    windows.every(({ zone, from, until }) => {
      const clock = clockIn(zone, moment);
      return clock >= from && clock < until;
    });
  if (open(at)) return at;
  for (let minute = Math.floor(at / MINUTE) + 1; minute * MINUTE <= at + DAYS * DAY; minute += 1)
    if (open(minute * MINUTE)) return minute * MINUTE;
  return null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Longer than any window has to wait: the clocks skip an hour of a day at most. */
const DAYS = 3;

const readers = new Map<string, Intl.DateTimeFormat>();

function clockIn(zone: string, at: number): string {
  const reader =
    readers.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  readers.set(zone, reader);
  return reader.format(at);
}

const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Phoenix',
  'Pacific/Honolulu',
  'Europe/London',
  'Europe/Berlin',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/Santiago',
  'Asia/Kathmandu',
];

/** Around the changes of the clocks in both hemispheres in 2026, and anywhere else. */
const CHANGES = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-09-06',
  '2026-09-27',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
];
const moments = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...CHANGES),
      fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
      fc.integer({ min: 0, max: 59_999 }),
    )
    .map(([day, minutes, rest]) => Date.parse(day) + minutes * MINUTE + rest),
  fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
);

const hour = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Also hours in the night, which the clocks skip or show twice. */
const hours = fc
  .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 30, max: 840 }))
  .map(([from, long]) => ({ from: hour(from), until: hour(Math.min(from + long, 1440)) }));
const windows = fc
  .uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 3 })
  .chain((zones) => fc.tuple(...zones.map((zone) => hours.map((given) => ({ zone, ...given })))));

test('TIM-3: the next moment inside all hours agrees with a walk of all clocks, minute by minute, on 400 random cases', () => {
  let never = 0;
  fc.assert(
    fc.property(windows, moments, (given, at) => {
      const expected = slowNext(given, at);
      const found = nextInside(given, at);
      if (expected === null) never += 1;
      // What the walk did not find within its days, the code may not find sooner either.
      expect(found !== null && found <= at + DAYS * DAY ? found : null).toBe(expected);
      expect(insideAll(given, at)).toBe(expected === at);
    }),
    { numRuns: 400, seed: 20261123 },
  );
  // Windows without a common moment must be among them, and must not be most of them.
  expect(never).toBeGreaterThan(5);
  expect(never).toBeLessThan(200);
}, 120_000);

test('TIM-2: it is never before the moment that was asked about', () => {
  fc.assert(
    fc.property(windows, moments, (given, at) => {
      expect(nextInside(given, at) ?? at).toBeGreaterThanOrEqual(at);
    }),
    { numRuns: 1_000, seed: 20261124 },
  );
});
