import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ClientError } from '../../client/errors.ts';
import { fastForward } from '../../client/virtualTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import { readLibrary } from '../../procedures/library.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { seeded } from '../support/seeded.ts';
import { type Asleep, asleepAt } from './support/asleep.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { DAY_MS } from './support/questions.ts';
import { type Kind, UNDER_WAY } from './support/underWay.ts';

jest.setTimeout(300_000);

const SHIPPED = fileURLToPath(new URL('../../procedures', import.meta.url));
const CASES = 500;
const AT_ONCE = 40;
/** Cases are opened in the week of Monday 9 March 2026, and are up to six days old when everything goes down. */
const FIRST = Date.parse('2026-03-09T18:00:00Z');
const OUTAGE = 10 * DAY_MS;
/** How long they are watched afterwards, by their own clocks: all until the next evening, every fifth for days. */
const AFTERWARDS = 1.3 * DAY_MS;
const LONGER = 4 * DAY_MS;

interface Watched extends Asleep {
  /** When the servers are back, and for how long the case is watched from then on. */
  up: Instant;
  watched: number;
  apart: number;
}

interface Attempt {
  case_id: string;
  step: string;
  day: string;
}

let folder: Folder;
let stage: Stage;
let cases: Watched[];
let attempts: Attempt[];

beforeAll(async () => {
  folder = await proceduresOfToday();
  await cp(SHIPPED, folder.path, { recursive: true });
  stage = await openStage({ proceduresDir: folder.path });
  cases = await allAsleep();
  await inParallel(cases, (each) => each.wakes(each.up));
  await stage.startWorker();
  await inParallel(cases, watch);
  attempts = await attemptsMade();
}, 300_000);
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

async function allAsleep(): Promise<Watched[]> {
  const { calendars } = await readLibrary(folder.path);
  const rules = (name: string) => calendars.find(({ calendar }) => calendar === name) as CalendarRules;
  const asleep: Watched[] = [];
  await inParallel([...Array(CASES).keys()], async (count) => {
    const random = seeded(20_260_309 + count);
    const kind = UNDER_WAY[count % UNDER_WAY.length] as Kind;
    const watched = count % 5 === 0 ? LONGER : AFTERWARDS;
    const zero = FIRST + Math.floor(random() * 5 * DAY_MS);
    for (let found: Asleep | null = null; found === null; ) {
      const down = zero + Math.floor(random() * 6 * DAY_MS);
      found = await asleepAt(stage, kind.open(zero), rules, down);
      if (found) asleep.push({ ...found, up: down + OUTAGE, watched, apart: kind.apart });
    }
  });
  return asleep;
}

async function watch({ id, watched }: Watched): Promise<void> {
  try {
    await fastForward(stage.client.engine, id, watched);
  } catch (error) {
    // The case has come to its end before.
    if (!(error instanceof ClientError)) throw error;
  }
}

/** What went out, or went to a person to do it, each step once however many channels it has. */
async function attemptsMade(): Promise<Attempt[]> {
  const rows = await stage.client.ledger
    .selectFrom('intents')
    .select(['case_id', 'key', 'pass', 'local_day'])
    .where('attempt', '=', true)
    .orderBy('local_day')
    .execute();
  const all = rows.map(({ case_id, key, pass, local_day: day }) => {
    const step = key.split('/')[0] ?? key;
    return [`${case_id} ${step} ${pass} ${day}`, { case_id, step, day: String(day) }] as const;
  });
  return [...new Map(all).values()];
}

async function inParallel<T>(todo: T[], work: (each: T) => Promise<void>): Promise<void> {
  const left = [...todo];
  const some = async () => {
    for (let each = left.pop(); each !== undefined; each = left.pop()) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
}

const daysOf = (id: string) => attempts.filter(({ case_id }) => case_id === id).map(({ day }) => day);
const lateSteps = ({ plan, up }: Watched) =>
  Object.entries(plan.slots).flatMap(([step, { notAfter }]) =>
    notAfter !== undefined && notAfter < up ? [step] : [],
  );

describe(`After ten days in which nothing ran, with ${CASES} cases in the middle of their steps`, () => {
  test('TIM-4: no one gets two attempts on one local day', () => {
    expect(cases).toHaveLength(CASES);
    const twice = cases.filter(({ id }) => new Set(daysOf(id)).size < daysOf(id).length);
    expect(twice.map(({ id }) => [id, daysOf(id)])).toEqual([]);
  });

  test('TIM-4: attempts keep their distance, and none is dated back', () => {
    const tooClose = cases.filter(({ id, apart, up, plan }) => {
      const days = daysOf(id).map((day) => Date.parse(day));
      const back = Date.parse(localDate(plan.zone, up));
      return days.some((day, index) => day < back || (index > 0 && day - days[index - 1]! < apart * DAY_MS));
    });
    expect(tooClose.map(({ id, up }) => [id, new Date(up).toISOString(), daysOf(id)])).toEqual([]);
    // There must have been something to keep apart.
    expect(cases.filter(({ id }) => daysOf(id).length > 1).length).toBeGreaterThan(CASES / 20);
  });

  test('TIM-4: nothing goes out after its last sensible moment; it is skipped, and the timeline says so', async () => {
    const late = cases.filter((each) => lateSteps(each).includes(each.step));
    expect(late.length).toBeGreaterThan(CASES / 10);
    for (const each of late) {
      const { id, step } = each;
      const gone = attempts.filter((made) => made.case_id === id && lateSteps(each).includes(made.step));
      expect([id, gone]).toEqual([id, []]);
      const told = await stage.client.timeline(id);
      expect(told).toContainEqual(
        expect.objectContaining({ what: 'skipped', about: step, because: 'too-late' }),
      );
    }
  });

  test('TIM-4: what was moved has its new date in the timeline', async () => {
    const overdue = cases.filter(({ id, step, plan, up }) => {
      const due = plan.slots[step];
      const made = attempts.some((attempt) => attempt.case_id === id && attempt.step === step);
      return made && due !== undefined && due.until < up;
    });
    expect(overdue.length).toBeGreaterThan(CASES / 4);
    for (const { id, step, up } of overdue) {
      const told = await stage.client.timeline(id);
      const moved = told.find(({ what, about, at }) => what === 'planned' && about === step && at >= up);
      expect([id, step, moved?.what]).toEqual([id, step, 'planned']);
    }
  });
});
