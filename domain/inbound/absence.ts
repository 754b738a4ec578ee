import type { LocalDate } from '../calendar/localTime.ts';
import { unaccented } from './folded.ts';
import { LANGUAGES } from './words/words.ts';

/** Longer absences are a year that was read wrongly, or somebody who has left. */
const LONGEST_DAYS = 200;
const DAY = 86_400_000;

/**
 * The first day on which somebody is back, as an out-of-office message says it (RPY-8); null: it says none that can be
 * read. Where a date can be read in two ways, the later one counts: nobody is reached too early.
 * @param received the local date on which it came
 */
export function backOn(text: string, received: LocalDate): LocalDate | null {
  const read = unaccented(text)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9./-]+/g, ' ')
    .slice(0, 5_000);
  const found = CUES.flatMap(({ cue, days }) =>
    [...read.matchAll(cue)].flatMap((match) => {
      const date = dateAt(read.slice((match.index ?? 0) + match[0].length), received);
      return date === null ? [] : [plus(date, days)];
    }),
  );
  const sensible = found.filter((date) => date > received && date <= plus(received, LONGEST_DAYS));
  return sensible.sort().at(-1) ?? null;
}

const CUES = [...cues((words) => words.untilDay, 1), ...cues((words) => words.backOn, 0)];

function cues(pick: (words: (typeof LANGUAGES)[number]) => string[], days: number) {
  const longestFirst = [...new Set(LANGUAGES.flatMap(pick))].sort((a, b) => b.length - a.length);
  // Between the cue and the date there may be an article and the day of the week.
  return [{ cue: new RegExp(`(?<![a-z])(?:${longestFirst.join('|')})(?= )`, 'g'), days }];
}

const BETWEEN = String.raw`^ (?:[a-z]{2,10}\.? ){0,2}?`;
const MONTHS = new Map(
  LANGUAGES.flatMap(({ months }) =>
    months.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)),
  ),
);
const MONTH = [...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|');
const YEAR = String.raw`(?:[ ,]*(20\d\d)(?!\d))?`;

const FORMS: { form: RegExp; read: (found: string[]) => [year: string, month: number, day: number][] }[] = [
  {
    form: new RegExp(String.raw`${BETWEEN}(20\d\d)-(\d\d)-(\d\d)(?!\d)`),
    read: ([, year = '', month, day]) => [[year, Number(month), Number(day)]],
  },
  {
    form: new RegExp(String.raw`${BETWEEN}(\d{1,2})[./-] ?(\d{1,2})(?:[./-] ?(20\d\d|\d\d)?)?(?!\d)`),
    read: ([, one, other, year = '']) => {
      const full = year.length === 2 ? `20${year}` : year;
      return [
        [full, Number(other), Number(one)],
        [full, Number(one), Number(other)],
      ];
    },
  },
  {
    form: new RegExp(
      String.raw`${BETWEEN}(\d{1,2})(?:st|nd|rd|th|er|e)?\.? (?:of |de )?(${MONTH})[a-z]*\.?(?: de)?${YEAR}`,
    ),
    read: ([, day, month = '', year = '']) => [[year, MONTHS.get(month) ?? 0, Number(day)]],
  },
  {
    form: new RegExp(String.raw`${BETWEEN}(${MONTH})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?(?!\d)${YEAR}`),
    read: ([, month = '', day, year = '']) => [[year, MONTHS.get(month) ?? 0, Number(day)]],
  },
];

function dateAt(text: string, received: LocalDate): LocalDate | null {
  for (const { form, read } of FORMS) {
    const found = form.exec(text.slice(0, 60));
    if (!found) continue;
    const dates = read([...found].map((part) => part ?? '')).flatMap(
      (parts) => dateOf(parts, received) ?? [],
    );
    const near = dates.filter((date) => date >= received && date <= plus(received, LONGEST_DAYS));
    return near.sort().at(-1) ?? null;
  }
  return null;
}

function dateOf([year, month, day]: [string, number, number], received: LocalDate): LocalDate | null {
  const thisYear = Number(received.slice(0, 4));
  const given = year === '' ? thisYear : Number(year);
  const date = written(given, month, day);
  if (date === null || year !== '' || date >= received) return date;
  return written(thisYear + 1, month, day);
}

function written(year: number, month: number, day: number): LocalDate | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const right = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1;
  return right ? date.toISOString().slice(0, 10) : null;
}

function plus(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
