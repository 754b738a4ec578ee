import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { lines, run, start } from './support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'followthrough-preview-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FRIDAY_EVENING = { 'alert-sent': '2026-03-06T17:01:00-08:00', 'doctor-name': 'Example' };

function inputOf(...given: unknown[]): string {
  const path = join(folder, `${given.length}-${Math.random()}.jsonl`);
  writeFileSync(
    path,
    given.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

describe('preview of one case', () => {
  test('prints the case as JSON: zone, moments with their offset, days, verbs and channels', async () => {
    const { code, stdout, stderr } = await run([
      'preview',
      'case-alert',
      '--variant',
      '2',
      '--fact',
      'alert-sent=2026-03-06T17:01:00-08:00',
      '--fact',
      'doctor-name=Example',
      '--json',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [only, ...more] = lines(stdout);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ procedure: 'case-alert', variant: '2', zone: 'America/Los_Angeles' });
    const steps = only?.['steps'] as { at: string; day?: number; does: { verb: string }[] }[];
    expect(steps.map(({ at, day }) => [day, at])).toEqual([
      [undefined, '2026-03-06T17:01:00.000-08:00'],
      [0, '2026-03-09T09:00:00.000-07:00'],
      [1, '2026-03-10T09:00:00.000-07:00'],
      [2, '2026-03-11T09:00:00.000-07:00'],
      [3, '2026-03-12T09:00:00.000-07:00'],
    ]);
    expect(steps[2]?.does).toContainEqual({ verb: 'send-portal', name: 'reminder-1', channel: 'portal' });
    const contacts = steps.map(({ does }) => does.filter(({ verb }) => /^(send|call)/.test(verb)).length);
    expect(contacts).toEqual([0, 0, 1, 1, 1]);
  });

  test('counts by the calendar that is named instead of its procedure’s', async () => {
    const named = (calendar: string) => [
      'preview',
      'three-follow-ups',
      '--calendar',
      calendar,
      '--fact',
      'solution-sent=2026-03-05T10:00:00-08:00',
    ];
    const { stdout } = await run(named('clinic'));
    expect(stdout).toContain('Times are those of America/Los_Angeles.');
    const { code, stderr } = await run(named('clinik'));
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/FT-CMD-CALENDAR.*"clinik"\. Did you mean "clinic"\?/s),
    ]);
  });

  test('shows people a calendar in the zone of the case', async () => {
    const { stdout } = await run([
      'preview',
      'three-follow-ups',
      '--fact',
      'solution-sent=2026-03-05T10:00:00+11:00',
    ]);
    expect(stdout).toMatch(/Mon\s+9 Mar 2026\s+09:00\s+\d\s+send follow-up-1 \(email\)/);
    expect(stdout).toContain('Times are those of Australia/Sydney.');
    expect(stdout).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  });

  test.each([
    ['an unknown procedure', ['case-alrt'], 'FT-CMD-PROCEDURE', 'Did you mean "case-alert"?'],
    [
      'an unknown fact',
      ['case-alert', '--fact', 'alert-snet=x'],
      'FT-FCT-UNKNOWN',
      'Did you mean "alert-sent"?',
    ],
    ['an unknown variant', ['case-alert', '--variant', '6'], 'FT-FCT-VARIANT', 'Allowed: "2" or "5"'],
    [
      'a time without a zone',
      ['case-alert', '--fact', 'alert-sent=2026-03-06T16:30'],
      'FT-FCT-INSTANT',
      'in which zone',
    ],
  ])(
    '%s is answered in one plain message, without a stack trace',
    async (_, args, code, words) => {
      const ended = await run(['preview', ...args]);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain(`${code}: `);
      expect(ended.stderr).toContain(words);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      expect(ended.stdout).toBe('');
    },
    30_000,
  );
});

describe('preview of many cases', () => {
  test('each line of the input gives one line, in the same order; a bad line gives its error and exit code 1', async () => {
    const input = inputOf(
      { ...FRIDAY_EVENING, variant: '2' },
      '{"alert-sent": ',
      { ...FRIDAY_EVENING, variant: 5 },
      ['no object'],
      { 'doctor-name': 'Example' },
      { ...FRIDAY_EVENING, variant: '7' },
    );
    const { code, stdout, stderr } = await run(['preview', 'case-alert', '--input', input, '--json']);
    expect(code).toBe(1);
    const printed = lines(stdout);
    expect(printed.map((line) => line['variant'] ?? line['code'])).toEqual([
      '2',
      'FT-CMD-LINE',
      '5',
      'FT-CMD-LINE',
      'FT-FCT-MISSING',
      'FT-FCT-VARIANT',
    ]);
    expect(printed.map((line) => 'error' in line)).toEqual([false, true, false, true, true, true]);
    expect(printed[1]?.['error']).toContain('line 2');
    expect(stderr).toContain('4 lines were refused');
  });

  test('reads standard input, and an input without a bad line ends with 0', async () => {
    const { code, stdout } = await start(['preview', 'case-alert', '--input', '-', '--json'], {
      input: `${JSON.stringify(FRIDAY_EVENING)}\n\n${JSON.stringify(FRIDAY_EVENING)}\n`,
    }).ended;
    expect(code).toBe(0);
    expect(lines(stdout)).toHaveLength(2);
  });

  test('a file that does not exist is one clear message', async () => {
    const { code, stderr } = await run(['preview', 'case-alert', '--input', join(folder, 'nothing.jsonl')]);
    expect(code).toBe(1);
    expect(stderr).toContain('FT-CMD-FILE');
  });

  test('a folder instead of a file is one clear message', async () => {
    const { code, stderr } = await run(['preview', 'case-alert', '--input', folder]);
    expect(code).toBe(1);
    expect(stderr).toContain('FT-CMD-FILE');
  });

  test('1,000 cases are previewed at once, a line each', async () => {
    const year = Date.UTC(2026, 0, 1);
    const cases = Array.from({ length: 1_000 }, (_, n) => ({
      'alert-sent': new Date(year + n * 8 * 3_600_000 + n * 61_000).toISOString(),
      'doctor-name': `Example ${n}`,
      variant: n % 2 === 0 ? '2' : '5',
    }));
    const input = inputOf(...cases);
    const { code, stdout } = await start(['preview', 'case-alert', '--input', input, '--json']).ended;
    expect(code).toBe(0);
    expect(lines(stdout)).toHaveLength(1_000);
  }, 60_000);
});
