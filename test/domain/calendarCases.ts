import fc from 'fast-check';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Clock, ProgramStep } from '../../domain/program/program.ts';
import { wall } from './slowCalendar.ts';

/** Both hemispheres; changes at 2:00, at midnight, by half an hour; offsets of three quarters; around Ramadan; none. */
export const ZONES = [
  'America/Los_Angeles',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Europe/Berlin',
  'Europe/London',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
];

const DAY = 86_400_000;
const FROM = Date.UTC(2024, 0, 5);
const TO = Date.UTC(2035, 11, 27);

/** What a wall in the zone shows, less what one in Greenwich shows. */
function offset(zone: string, instant: number): number {
  const { date, clock } = wall(zone, instant);
  return Date.parse(`${date}T${clock}Z`) - instant;
}

const changes = new Map<string, number[]>();

/** Instants at which the clocks of a zone change, to the quarter of an hour. */
export function changesOf(zone: string): number[] {
  const known = changes.get(zone);
  if (known) return known;
  const found: number[] = [];
  for (let day = FROM; day < TO; day += DAY) {
    if (offset(zone, day) === offset(zone, day + DAY)) continue;
    let quarter = day;
    while (offset(zone, quarter) === offset(zone, day)) quarter += 15 * 60_000;
    found.push(quarter);
  }
  changes.set(zone, found);
  return found;
}

/** Any second of twelve years, often one near a change of the clocks or near a limit of the day. */
export function anyInstant(zone: string): fc.Arbitrary<number> {
  const any = fc.integer({ min: FROM / 1000, max: TO / 1000 }).map((second) => second * 1000);
  const atLimit = fc
    .tuple(
      any,
      fc.constantFrom('00:00', '00:01', '09:00', '17:00', '17:01'),
      fc.integer({ min: -61, max: 61 }),
    )
    .map(([instant, clock, seconds]) => {
      const midnight = Date.parse(`${wall(zone, instant).date}T${clock}Z`);
      return midnight - offset(zone, midnight - offset(zone, midnight)) + seconds * 1000;
    });
  const near = changesOf(zone);
  if (near.length === 0) return fc.oneof(any, atLimit);
  const atChange = fc
    .tuple(fc.constantFrom(...near), fc.integer({ min: -4 * 86_400, max: 86_400 }))
    .map(([change, seconds]) => change + seconds * 1000);
  return fc.oneof(any, atLimit, atChange);
}

/** A calendar with days off, exceptions and short days strewn over the weeks after an event. */
export function anyCalendar(zone: string, event: number): fc.Arbitrary<Calendar> {
  const date = fc.integer({ min: 0, max: 30 }).map((days) => wall(zone, event + days * DAY).date);
  const some = (most: number) =>
    fc
      .array(date, { maxLength: most })
      .map((dates) => Object.fromEntries(dates.map((each) => [each, 'a reason'])));
  return fc
    .record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 }),
      hours: fc.constantFrom(
        { from: '08:00', until: '17:00' },
        { from: '00:00', until: '24:00' },
        { from: '01:30', until: '23:45' },
        { from: '09:00', until: '20:00' },
      ),
      daysOff: some(8),
      open: some(3),
      short: some(3),
    })
    .map(({ weekdays, hours, daysOff, open, short }) => ({
      calendar: 'made-up',
      title: 'Made up',
      version: 'made-up',
      zone,
      weekdays,
      hours,
      years: { from: 2023, to: 2037 },
      daysOff: Object.fromEntries(Object.entries(daysOff).filter(([day]) => !(day in open))),
      open,
      closesEarly: Object.fromEntries(Object.keys(short).map((day) => [day, '12:00'])),
    }));
}

/** A clock whose hour lies in the hours of the calendar, at night too where they allow it. */
export function anyClock(of: Calendar): fc.Arbitrary<Clock> {
  const hours = [
    '00:00',
    '00:30',
    '01:30',
    '02:00',
    '02:15',
    '02:30',
    '03:00',
    '09:00',
    '12:00',
    '16:45',
    '23:30',
  ];
  return fc
    .record({
      count: fc.constantFrom('business-days' as const, 'calendar-days' as const),
      limits: fc.boolean(),
      at: fc.constantFrom(...hours.filter((hour) => hour >= of.hours.from && hour < of.hours.until)),
      between: fc.constantFrom(undefined, 0, 1, 2),
      skip: fc.constantFrom(undefined, 1, 3),
    })
    .map(({ count, limits, at, between, skip }) => ({
      calendar: 'made-up',
      dayZero: 'event',
      firstDay: 0,
      count,
      at,
      ...(limits ? { sentFrom: '00:01', sentUntil: '17:00' } : {}),
      ...(between === undefined ? {} : { fullDaysBetween: between }),
      ...(skip === undefined ? {} : { skipAfterDays: skip }),
    }));
}

/** Up to five steps on increasing days, some of them attempts, some with a warning. */
export function anySteps(firstDay: number): fc.Arbitrary<ProgramStep[]> {
  const one = fc.record({
    gap: fc.integer({ min: 0, max: 4 }),
    attempt: fc.boolean(),
    warns: fc.boolean(),
  });
  return fc.array(one, { minLength: 1, maxLength: 5 }).map((drawn) => {
    let day = firstDay;
    const dated = drawn.map(({ gap, attempt, warns }, index): ProgramStep => {
      day += gap;
      return { key: `step-${index}`, when: 'day', day, attempt, warns };
    });
    return [
      { key: 'opened', when: 'opened', attempt: false, warns: false },
      { key: 'moved', when: 'day-zero-moved', attempt: false, warns: false },
      ...dated,
    ];
  });
}
