import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { lines, run } from './support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'followthrough-dry-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function written(ending: string, text: string): string {
  files += 1;
  const path = join(folder, `${files}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const LIST = `case,contact,variant,alert-sent,stopped-at,stopped-by
A-1,dr-1,2,2026-03-10T12:00:00-07:00,,
A-2,dr-1,2,2026-03-10T13:00:00-07:00,2026-03-12T08:00:00-07:00,replied
`;

/** The shipped procedures with the variant of two days waiting a day longer before it proceeds. */
const slower = join(folder, 'slower');
beforeAll(() => {
  cpSync(new URL('../../procedures', import.meta.url), slower, { recursive: true });
  const file = join(slower, 'case-alert', 'procedure.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('day: { "2": 3, "5": 6 }', 'day: { "2": 4, "5": 6 }'),
  );
});

const dryRun = (...more: string[]) => run(['dry-run', 'case-alert', ...more]);

describe('dry-run', () => {
  test('prints totals, days and people as tables', async () => {
    const { code, stdout, stderr } = await dryRun('--cases', written('csv', LIST));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('case-alert, version 1: 2 cases, Tue 10 Mar 2026 to Fri 13 Mar 2026.');
    expect(stdout).toMatch(/^contacts +4$/m);
    expect(stdout).toMatch(/^Wed 11 Mar 2026 +2 +.* 2 *$/m);
    expect(stdout).toMatch(/^dr-1 +4 +3 +2 +Wed 11 Mar 2026$/m);
    expect(stdout).toContain('answered by a reply');
  });

  test('JSON lines from standard input give the same as a CSV list', async () => {
    const input = [
      { case: 'A-1', contact: 'dr-1', variant: '2', 'alert-sent': '2026-03-10T12:00:00-07:00' },
      {
        case: 'A-2',
        contact: 'dr-1',
        variant: 2,
        'alert-sent': '2026-03-10T13:00:00-07:00',
        'stopped-at': '2026-03-12T08:00:00-07:00',
      },
    ].map((line) => JSON.stringify(line));
    const fromLines = await run(['dry-run', 'case-alert', '--cases', '-', '--json'], {
      input: input.join('\n'),
    });
    const fromList = await dryRun('--cases', written('csv', LIST), '--json');
    expect(lines(fromLines.stdout)).toEqual(lines(fromList.stdout));
    expect(lines(fromList.stdout)[0]).toMatchObject({ totals: { cases: 2, contacts: 4 }, compared: null });
  });

  test('a semicolon list from a spreadsheet is read as well', async () => {
    const list = written('csv', `\ufeff${LIST.replaceAll(',', ';')}\n;;;\n`);
    const { stdout } = await dryRun('--cases', list, '--json');
    expect(lines(stdout)[0]).toMatchObject({ totals: { cases: 2 }, refused: { count: 0 } });
  });

  test('a bad line is told with its number and code; the others count, and the exit code is 1', async () => {
    const list = written(
      'csv',
      `${LIST}A-3,,2,yesterday,,\nA-4,,7,2026-03-10T12:00:00-07:00,,\nA-5,,,,,,,,\n`,
    );
    const { code, stdout, stderr } = await dryRun('--cases', list, '--json');
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^line 4: FT-FCT-INSTANT: alert-sent: "yesterday"/),
      expect.stringMatching(/^line 5: FT-FCT-VARIANT: case-alert has no variant "7"/),
      expect.stringMatching(/^line 6: FT-DRY-CASE: 9 cells stand under 6 columns/),
    ]);
    expect(lines(stdout)[0]).toMatchObject({ totals: { cases: 2 }, refused: { count: 3 } });
  });

  test.each([
    ['no list', [], 2, 'FT-CMD-USAGE', 'say which cases'],
    ['a list that is not there', ['--cases', join(folder, 'none.csv')], 1, 'FT-INT-FILE', 'none.csv'],
    [
      'a period that is none',
      ['--from-ledger', '--from', 'May', '--to', '2026-05-31'],
      1,
      'FT-DRY-PERIOD',
      '"May" is no date',
    ],
    ['minutes that are none', ['--cases', '-', '--call-minutes', 'ten'], 2, 'FT-CMD-USAGE', '--call-minutes'],
  ])('%s is one clear message', async (_, args, exit, code, words) => {
    const ended = await dryRun(...args);
    expect(ended.code).toBe(exit);
    expect(ended.stderr).toContain(`${code}: `);
    expect(ended.stderr).toContain(words);
  });

  test('the list that docs/operations.md shows is one', async () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const [, list = ''] = /```csv february\.csv\n([\s\S]*?)```/.exec(page) ?? [];
    const { code, stdout } = await dryRun('--cases', written('csv', list), '--json');
    expect(code).toBe(0);
    expect(lines(stdout)[0]).toMatchObject({ totals: { cases: 2, ends: { proceeded: 1, replied: 1 } } });
  });

  test('an unknown column is refused with the near word before anything is run', async () => {
    const { code, stderr, stdout } = await dryRun(
      '--cases',
      written('csv', LIST.replace('alert-sent', 'alert-snet')),
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('FT-DRY-COLUMNS');
    expect(stderr).toContain('Did you mean "alert-sent"?');
  });
});

describe('dry-run --csv', () => {
  test('has a row for each thing that would have been done, and no formula of a spreadsheet', async () => {
    const csv = join(folder, 'rows.csv');
    await dryRun('--cases', written('csv', LIST.replace('dr-1', '=2+3')), '--csv', csv);
    const rows = parse<Record<string, string>>(readFileSync(csv, 'utf8'), { columns: true, bom: true });
    expect(
      rows
        .filter(({ what }) => what === 'portal')
        .map((row) => [row['case'], row['date'], row['time'], row['name'], row['day']]),
    ).toEqual([
      ['A-1', '2026-03-11', '09:00', 'reminder-1', '1'],
      ['A-1', '2026-03-12', '09:00', 'last-reminder', '2'],
      ['A-1', '2026-03-13', '09:00', 'response', '3'],
      ['A-2', '2026-03-11', '09:00', 'reminder-1', '1'],
    ]);
    expect(rows.find(({ what }) => what === 'task')).toMatchObject({
      name: 'release-production',
      for: 'production',
    });
    expect(rows[0]?.['contact']).toBe("'=2+3");
  });

  test('never replaces the list, and leaves no half file behind', async () => {
    const list = written('csv', LIST);
    const { code, stderr } = await dryRun('--cases', list, '--csv', list);
    expect(code).toBe(1);
    expect(stderr).toContain('is the list itself');
    expect(readFileSync(list, 'utf8')).toBe(LIST);
    const broken = written('csv', 'nothing\n');
    await dryRun('--cases', broken, '--csv', join(folder, 'never.csv'));
    expect(existsSync(join(folder, 'never.csv'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});

describe('dry-run --compare', () => {
  test('with a folder of procedures tells what each version would have done otherwise', async () => {
    const csv = join(folder, 'compared.csv');
    const args = [
      '--cases',
      written('csv', LIST),
      '--procedures',
      slower,
      '--compare',
      'procedures',
      '--csv',
      csv,
    ];
    const { code, stdout } = await dryRun(...args);
    expect(code).toBe(0);
    expect(stdout).toContain('against version 1 in procedures');
    expect(stdout).toContain('1 case of 2 would have gone otherwise.');
    expect(stdout).toContain(
      '→ Mon 16 Mar 2026 09:00 (before: Fri 13 Mar 2026 09:00): release-production (task), proceed (act)',
    );
    const rows = parse<Record<string, string>>(readFileSync(csv, 'utf8'), { columns: true, bom: true });
    expect(rows.find(({ name, what }) => name === 'response' && what === 'portal')).toMatchObject({
      change: 'moved',
      date: '2026-03-16',
      before: '2026-03-13T09:00:00.000-07:00',
    });
  });

  test('with the same version changes nothing', async () => {
    const { stdout } = await dryRun('--cases', written('csv', LIST), '--compare', 'procedures');
    expect(stdout).toContain('Nothing: every case would have gone as before, to the minute.');
  });
});

describe('dry-run --html', () => {
  const page = async (list: string, ...more: string[]) => {
    const path = join(folder, 'page.html');
    await dryRun('--cases', written('csv', list), '--html', path, ...more);
    return readFileSync(path, 'utf8');
  };

  test('is one page without script and without anything from elsewhere', async () => {
    const html = await page(LIST);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|https?:/i);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('its calendar has each figure as text, with what it is made of', async () => {
    const html = await page(LIST);
    expect(html).toContain('<caption>March 2026 <span>4 contacts</span></caption>');
    const wednesday =
      /<td class="heat h5" title="Wed 11 Mar 2026\n2 contacts\nportal: 2[^"]*"><span class="day">11<\/span><b>2<\/b>/;
    expect(html).toMatch(wednesday);
  });

  test('shows the change of each day against another version', async () => {
    const html = await page(LIST, '--procedures', slower, '--compare', 'procedures');
    expect(html).toMatch(/<span class="day">13<\/span><small>−1<\/small>/);
    expect(html).toMatch(/<span class="day">16<\/span><b>1<\/b><small>\+1<\/small>/);
  });

  test('what stands in the list is text there, never markup', async () => {
    const html = await page(LIST.replaceAll('dr-1', '<b onclick=x>&amp;'));
    expect(html).toContain('&lt;b onclick=x&gt;&amp;amp;');
    expect(html).not.toContain('<b onclick');
  });
});

describe('diagram', () => {
  test('prints Mermaid, of the variant that is named', async () => {
    const { code, stdout } = await run(['diagram', 'case-alert', '--variant', '5']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^flowchart TD\n/);
    expect(stdout).toContain('reminder-4');
    const json = await run(['diagram', 'case-alert', '--json']);
    expect(lines(json.stdout)[0]).toMatchObject({
      procedure: 'case-alert',
      variant: '2',
      mermaid: expect.stringMatching(/^flowchart/),
    });
  });

  test('an unknown variant is one clear message', async () => {
    const { code, stderr } = await run(['diagram', 'case-alert', '--variant', '7']);
    expect(code).toBe(1);
    expect(stderr).toContain('FT-FCT-VARIANT');
  });
});
