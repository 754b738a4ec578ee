import { describe, expect, test } from '@jest/globals';
import { calendarOf, versionOf } from '../../domain/calendar/calendar.ts';
import { decodeCalendar } from '../../domain/calendar/decode.ts';
import { CALENDAR_ERRORS } from '../../domain/calendar/errors.ts';
import { weekday } from '../../domain/calendar/localTime.ts';
import { isWorkingDay } from '../../domain/calendar/workingDays.ts';
import { shipped } from './calendarSetup.ts';

const GOOD = `calendar: example
title: An example
zone: America/Los_Angeles
weekdays: [monday, friday]
hours: { from: "08:00", until: "17:00" }
holidays:
  country: US
  region: CA
  types: [public]
closed:
  "2026-12-24": we are closed
open:
  "2026-12-26": we are open
closes-early:
  "2026-12-31": "12:00"
`;

/** The first occurrence of a text replaced, and everything that is then wrong with the file. */
function broken(from: string, to: string): string[] {
  const text = GOOD.replace(from, () => to);
  expect(text).not.toBe(GOOD);
  const { rules, problems } = decodeCalendar(text, 'calendars/example.yaml');
  expect(rules).toBeNull();
  return problems.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`);
}

test('a calendar file is read as it says', () => {
  expect(decodeCalendar(GOOD, 'calendars/example.yaml')).toEqual({
    rules: {
      calendar: 'example',
      title: 'An example',
      zone: 'America/Los_Angeles',
      weekdays: [1, 5],
      hours: { from: '08:00', until: '17:00' },
      holidays: { country: 'US', region: 'CA', types: ['public'] },
      closed: { '2026-12-24': 'we are closed' },
      open: { '2026-12-26': 'we are open' },
      closesEarly: { '2026-12-31': '12:00' },
    },
    problems: [],
  });
});

const BROKEN: [what: string, from: string, to: string, problem: string][] = [
  ['an open quote', '"17:00" }', '"17:00 }', 'FT-CAL-YAML'],
  ['a second document', 'title:', '---\ntitle:', 'FT-CAL-YAML'],
  ['an anchor', '[monday, friday]', '&days [monday, friday]', '4:17 FT-CAL-YAML-EXTRAS'],
  ['a tag', 'An example', '!!str An example', '2:14 FT-CAL-YAML-EXTRAS'],
  ['a key twice', 'title: An example', 'title: An example\ntitle: Another', '3:1 FT-CAL-KEY-TWICE'],
  ['a date twice', '"2026-12-24"', '"2026-12-24": lunch\n  "2026-12-24"', '12:3 FT-CAL-KEY-TWICE'],
  [
    'a misspelt key',
    'zone:',
    'zones:',
    '3:1 FT-CAL-KEY-UNKNOWN "zones" is not a key of a calendar. Allowed here: "calendar"',
  ],
  ['a misspelt key of hours', 'until:', 'untill:', '5:25 FT-CAL-KEY-UNKNOWN'],
  ['a missing key', 'title: An example\n', '', '1:1 FT-CAL-KEY-MISSING "title" is missing in a calendar.'],
  ['no list', '[monday, friday]', 'monday', '4:11 FT-CAL-VALUE-KIND'],
  ['no text', 'An example', '[An example]', '2:8 FT-CAL-VALUE-KIND "title" needs a text.'],
  ['no mapping', 'closed:\n  "2026-12-24": we are closed', 'closed: never', '10:9 FT-CAL-VALUE-KIND'],
  ['another name than the file', 'calendar: example', 'calendar: other', '1:11 FT-CAL-NAME'],
  ['a name with capitals', 'calendar: example', 'calendar: Example', '1:11 FT-CAL-NAME'],
  ['a zone that does not exist', 'America/Los_Angeles', 'America/Los_Angles', '3:7 FT-CAL-ZONE'],
  ['an offset for a zone', 'America/Los_Angeles', '"-08:00"', '3:7 FT-CAL-ZONE'],
  ['a zone that is an offset by another name', 'America/Los_Angeles', 'Etc/GMT+8', '3:7 FT-CAL-ZONE'],
  ['a misspelt weekday', 'friday', 'fryday', '4:20 FT-CAL-WEEKDAY "fryday" is not one of'],
  ['a weekday twice', 'friday', 'monday', '4:20 FT-CAL-WEEKDAY "monday" stands here a second time.'],
  ['an hour without quotes', '"08:00"', '08:00', '5:16 FT-CAL-HOUR'],
  ['an hour that does not exist', '"17:00"', '"25:00"', '5:32 FT-CAL-HOUR'],
  ['a day that ends before it begins', '"17:00"', '"07:00"', '5:1 FT-CAL-HOUR The day would end at 07:00'],
  ['a short day that ends after the hours', '"12:00"', '"18:00"', '15:3 FT-CAL-HOUR'],
  ['an unknown country', 'country: US', 'country: ZZ', '7:12 FT-CAL-COUNTRY'],
  ['an unknown region', 'region: CA', 'region: ZZ', '8:11 FT-CAL-REGION'],
  ['a misspelt type of holiday', '[public]', '[publik]', '9:11 FT-CAL-HOLIDAY-TYPE "publik" is not one of'],
  ['a date that does not exist', '2026-12-24', '2026-02-30', '11:3 FT-CAL-DATE'],
  ['a date written the other way round', '2026-12-26', '26.12.2026', '13:3 FT-CAL-DATE'],
  ['a closure without a reason', ': we are closed', ':', '11:16 FT-CAL-DATE-REASON'],
  ['a date both closed and open', '2026-12-26', '2026-12-24', '13:3 FT-CAL-DATE-TWICE'],
];

describe('a calendar file is refused, with the place, for', () => {
  test.each(BROKEN)('%s', (_, from, to, problem) => {
    expect(broken(from, to)).toContainEqual(expect.stringContaining(problem));
  });

  test('everything that is wrong with it at once, from top to bottom', () => {
    const text = GOOD.replace('US', 'ZZ').replace('monday', 'moonday').replace('"08:00"', '8');
    const { problems } = decodeCalendar(text, 'calendars/example.yaml');
    expect(problems.map(({ code }) => code)).toEqual(['FT-CAL-WEEKDAY', 'FT-CAL-HOUR', 'FT-CAL-COUNTRY']);
  });

  test('being empty', () => {
    expect(decodeCalendar('', 'calendars/example.yaml').problems[0]?.code).toBe('FT-CAL-VALUE-KIND');
  });
});

test('every code of a calendar file has a broken file above, and every broken file a code of the table', () => {
  const planning = ['FT-CAL-CLOCK-HOUR', 'FT-CAL-YEARS', 'FT-CAL-INSTANT', 'FT-CAL-STEP'];
  const used = BROKEN.map(([, , , problem]) => /FT-CAL-[A-Z-]*[A-Z]/.exec(problem)?.[0]);
  expect(new Set([...used, ...planning])).toEqual(new Set(Object.keys(CALENDAR_ERRORS)));
});

/** The days from Monday to Friday of a year on which nobody works, without the year. */
function weekdaysOff(name: string, year: number): string {
  const calendar = calendarOf(shipped(name), year, year);
  return Object.keys(calendar.daysOff)
    .filter((date) => date.startsWith(`${year}-`) && weekday(date) <= 5 && !isWorkingDay(calendar, date))
    .map((date) => date.slice(5))
    .sort((one, other) => one.localeCompare(other, 'en'))
    .join(' ');
}

describe('TIM-1: the lab is closed on the federal holidays and their observed days, and on no others, in', () => {
  test.each([
    [2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
    [2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    [2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'],
  ])('%d', (year, days) => {
    expect(weekdaysOff('dental-lab', year)).toBe(days);
  });
});

describe('TIM-1: the support desk is closed on the public holidays of New South Wales, additional days too, in', () => {
  test.each([
    [2026, '01-01 01-26 04-03 04-06 04-27 06-08 10-05 12-25 12-28'],
    [2027, '01-01 01-26 03-26 03-29 04-26 06-14 10-04 12-27 12-28'],
  ])('%d', (year, days) => {
    expect(weekdaysOff('support-desk', year)).toBe(days);
  });
});

test('holidays of several days take all of them', () => {
  const rules = { ...shipped('dental-lab'), holidays: { country: 'SA', types: ['public' as const] } };
  expect(calendarOf(rules, 2026, 2026).daysOff).toMatchObject({
    '2026-05-26': expect.any(String),
    '2026-05-29': expect.any(String),
  });
});

test('an own closure and an exception overrule the holidays, and say why', () => {
  const rules = {
    ...shipped('dental-lab'),
    closed: { '2026-11-27': 'a long weekend' },
    open: { '2026-10-12': 'we work' },
  };
  const calendar = calendarOf(rules, 2026, 2026);
  expect(calendar.daysOff['2026-11-27']).toBe('a long weekend');
  expect(isWorkingDay(calendar, '2026-11-27')).toBe(false);
  expect(isWorkingDay(calendar, '2026-10-12')).toBe(true);
  expect(calendar.daysOff).not.toHaveProperty('2026-10-12');
  expect(isWorkingDay(calendar, '2026-07-03')).toBe(false);
});

test('the version of a calendar changes with its rules, not with the years that are looked at', () => {
  const rules = shipped('dental-lab');
  const version = versionOf(rules);
  expect(version).toMatch(/^[0-9a-f]{16}$/);
  expect(calendarOf(rules, 2026, 2027).version).toBe(version);
  expect(calendarOf(rules, 2030, 2031).version).toBe(version);
  expect(versionOf({ ...rules, closed: { '2026-11-27': 'a long weekend' } })).not.toBe(version);
});

test('a calendar is plain data', () => {
  const calendar = calendarOf(shipped('support-desk'), 2026, 2027);
  expect(JSON.parse(JSON.stringify(calendar))).toEqual(calendar);
});
