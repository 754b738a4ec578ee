import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { paths } from '../../cli/samples/samples.ts';
import type { Path } from '../../cli/samples/sample.ts';
import type { Rehearsal } from '../../client/index.ts';
import { label } from '../../domain/calendar/localTime.ts';
import { eventWords } from '../../client/wording.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { programOf, rulesOf } from '../support/shipped.ts';

jest.setTimeout(300_000);

/** A Wednesday in March 2026: no clock changes and no days off while the cases run. */
const NOW = Date.parse('2026-03-11T12:00:00-07:00');
const ALL = paths(NOW);
const AT_ONCE = 4;
/** A rehearsal's clock is some seconds late, and a minute more where the case waited for a date. */
const NEAREST_MS = 5 * 60_000;

const nameOf = ({ procedure, variant, title }: Path) =>
  [procedure, variant, title].filter(Boolean).join(', ');

/** Every outcome that a program can come to: by its steps, by what is waited for, by a reply, by a refusal of a manager. */
function outcomesOf(procedure: string, variant: string | undefined): string[] {
  const { operations, conditions } = programOf(procedure, variant ?? null);
  const steps = operations.flatMap((each) => (each.op === 'perform' && each.ends ? [each.ends] : []));
  return [...new Set([...steps, ...Object.values(conditions), 'answered'])].sort();
}

describe('the ways that "rehearse --all" shows', () => {
  const variants = [...new Set(ALL.map(({ procedure, variant }) => `${procedure} ${variant ?? ''}`.trim()))];

  test.each(variants)('%s: every outcome that it names is reached', (name) => {
    const [procedure = '', variant] = name.split(' ');
    const own = ALL.filter((path) => path.procedure === procedure && path.variant === variant);
    const reached = own.map(({ ends }) => ends);
    expect(reached).toEqual(expect.arrayContaining(outcomesOf(procedure, variant)));
  });

  test('no variant is left out, and no way is there twice', () => {
    expect(variants).toEqual(
      expect.arrayContaining([
        'case-alert 2',
        'case-alert 5',
        'customer-statement',
        'missed-check-in check-in',
        'missed-check-in low-consistency',
        'missed-check-in pore-clogger',
        'no-appointment-booked',
        'three-follow-ups',
      ]),
    );
    expect(new Set(ALL.map(nameOf)).size).toBe(ALL.length);
  });
});

describe('on the real engine', () => {
  let stage: Stage;
  const rehearsed = new Map<string, Rehearsal>();

  beforeAll(async () => {
    stage = await openStage();
    await stage.startWorker();
    const left = [...ALL];
    const work = async () => {
      for (let path = left.shift(); path; path = left.shift())
        rehearsed.set(nameOf(path), await stage.client.rehearse(path));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  });
  afterAll(() => stage.close());

  test.each(ALL.map((path) => [nameOf(path), path] as const))('%s', (name, { ends }) => {
    expect(rehearsed.get(name)).toMatchObject({ outcome: ends, unused: [] });
  });

  test('every way has the dates that were read; with UPDATE_GOLDEN=1 the new ones are written to be read', () => {
    const text = ALL.map((path) => `${nameOf(path)}\n${linesOf(path, rehearsed.get(nameOf(path)))}`).join(
      '\n\n',
    );
    const golden = new URL('./golden/rehearsals.txt', import.meta.url);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, `${text}\n`);
    expect(existsSync(golden)).toBe(true);
    expect(byMoment(text)).toEqual(byMoment(readFileSync(golden, 'utf8')));
  });
});

function linesOf({ procedure, variant }: Path, rehearsal: Rehearsal | undefined): string {
  const { zone } = rulesOf(programOf(procedure, variant ?? null).clock.calendar);
  const entries = rehearsal?.timeline.filter(({ what }) => what !== 'planned') ?? [];
  return entries
    .map((entry) => `  ${label(zone, Math.floor(entry.at / NEAREST_MS) * NEAREST_MS)}  ${eventWords(entry)}`)
    .join('\n');
}

/** What client and case write at the same moment has no order: lines of one moment are compared as a set. */
function byMoment(text: string): string[][] {
  return text.split('\n\n').map((way) => {
    const [name = '', ...lines] = way.trimEnd().split('\n');
    const moment = (line: string) => line.slice(0, line.indexOf('  ', 2));
    const moments = [...new Set(lines.map(moment))];
    return [name, ...moments.flatMap((at) => lines.filter((line) => moment(line) === at).sort())];
  });
}
