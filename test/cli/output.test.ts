import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CommandError } from '../../cli/errors.ts';
import { readMoment } from '../../cli/input/moments.ts';
import { table, wrap } from '../../cli/output/table.ts';
import { effectWords, eventWords, waitingWords } from '../../cli/output/wording.ts';
import { Stops } from '../../cli/up/stops.ts';

const PROGRAM = new URL('../../domain/program/', import.meta.url);

describe('what people read', () => {
  test('every entry that a timeline can have is a sentence', () => {
    const sources = readdirSync(PROGRAM, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name.replaceAll('\\', '/'), PROGRAM), 'utf8'));
    const words = new Set(
      sources.flatMap((text) => [...text.matchAll(/what: '([a-z-]+)'/g)].map(([, word = '']) => word)),
    );
    expect(words.size).toBeGreaterThan(15);
    const unknown = [...words].filter(
      (what) => eventWords({ what, about: 'a', because: 'b' }) === `${what} a b`,
    );
    expect(unknown).toEqual([]);
  });

  test('effects are named by what is done, with what and by which channel', () => {
    expect(effectWords('day-1/1/send-portal:reminder-1')).toBe('send reminder-1 (portal)');
    expect(effectWords('note:original-alert')).toBe('note original-alert');
    expect(effectWords('01a20645-e275-7558-ba45-34711922de92')).toBe('the reply');
  });

  test('a hold without an end waits for a person', () => {
    expect(waitingWords('hold:hold', null)).toBe('a person to resume it');
    expect(waitingWords('hold:hold', 1)).toBe('the end of the hold');
    expect(waitingWords('step:day-2', 1)).toBe('day 2');
  });

  test('a table is aligned and only its last column is wrapped', () => {
    const rows = [
      ['a', 'one two three four five six seven'],
      ['longer', 'x'],
    ];
    expect(table(rows, 28).split('\n')).toEqual([
      'a       one two three four',
      '        five six seven',
      'longer  x',
    ]);
    expect(table(rows, Number.POSITIVE_INFINITY).split('\n')).toHaveLength(2);
  });

  test('a word longer than the line is not cut', () => {
    expect(wrap('case-alert:lab-crm:alert-1001 is open', 10)).toEqual([
      'case-alert:lab-crm:alert-1001',
      'is open',
    ]);
  });
});

describe('moments on the command line', () => {
  test.each([
    ['2026-03-09', '2026-03-09T07:00:00.000Z'],
    ['2026-03-09 14:30', '2026-03-09T21:30:00.000Z'],
    ['2026-03-09T14:30', '2026-03-09T21:30:00.000Z'],
    ['2026-03-09T14:30:00+01:00', '2026-03-09T13:30:00.000Z'],
  ])('%s is read in the zone of the case', (text, iso) => {
    expect(new Date(readMoment(text, 'America/Los_Angeles')).toISOString()).toBe(iso);
  });

  test.each(['tomorrow', '9.3.2026', '2026-02-30'])('%s is refused', (text) => {
    expect(() => readMoment(text, 'America/Los_Angeles')).toThrow(CommandError);
  });
});

describe('stopping', () => {
  test('goes from the last started to the first, and neither a failure nor a slow part holds up the others', async () => {
    const stopped: string[] = [];
    const complaints: string[] = [];
    const stops = new Stops();
    stops.add('first', 1_000, async () => void stopped.push('first'));
    stops.add('slow', 20, () => new Promise(() => undefined));
    stops.add('broken', 1_000, () => Promise.reject(new Error('no')));
    stops.add('last', 1_000, async () => void stopped.push('last'));
    await Promise.all([stops.stop((text) => complaints.push(text)), stops.stop(() => undefined)]);
    expect(stopped).toEqual(['last', 'first']);
    expect(complaints).toEqual([
      'broken did not stop cleanly: no',
      'slow has not stopped after 0.02 s; going on without it.',
    ]);
  });
});
