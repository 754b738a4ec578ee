import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Ended, lines, run } from '../cli/support/command.ts';
import { checkIn, IMPORT_PROCEDURES, listOf, resultOf } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: IMPORT_PROCEDURES });
});
afterAll(() => stage.close());

const command = (...args: string[]): Promise<Ended> =>
  run(args, {
    env: {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_PROCEDURES: IMPORT_PROCEDURES,
    },
  });

describe('followthrough import', () => {
  test('says what became of the rows, where each has its reason, and ends with 0 when all are fine', async () => {
    const file = listOf([checkIn(), checkIn({ Email: '' })]);
    const { code, stdout, stderr } = await command('import', 'missed-check-in', file);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain('2 rows: 2 opened.');
    expect(stdout).toContain('1 case was opened with a warning; its reason says which.');
    expect(stdout).toContain(file.replace('.csv', '.result.csv'));
    expect(stderr).toContain('2 of 2 rows');
  });

  test('ends with 1 when a row has an error, which imports show names', async () => {
    const result = join(mkdtempSync(join(tmpdir(), 'followthrough-result-')), 'done.csv');
    const list = listOf([checkIn({ Coach: '' }), checkIn({ 'Programme status': 'ended' })]);
    const ended = await command('import', 'missed-check-in', list, '--result', result, '--json');
    expect(ended.code).toBe(1);
    const [imported] = lines(ended.stdout);
    expect(imported).toMatchObject({ rows: 2, result, counts: { error: 1, 'not-needed': 1 } });
    expect(resultOf(result)).toHaveLength(2);
    const id = String(imported?.['id']).slice(-8);
    const shown = await command('imports', 'show', id);
    expect(shown.stdout).toContain('2 rows: 1 not needed, 1 with an error.');
    expect(shown.stdout).toMatch(/^2 +with an error +Coach is empty\.$/m);
    expect(shown.stdout).not.toContain('The programme has ended.');
    const left = await command('imports', 'show', id, '--outcome', 'not-needed', '--limit', '5');
    expect(left.stdout).toContain('The programme has ended.');
    const all = await command('imports', '--limit', '1');
    expect(all.stdout.trim().split('\n')).toHaveLength(3);
    expect(all.stdout).toContain(id);
  });

  test('says of a mapping that names a broken calendar what is wrong, and opens nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'followthrough-broken-'));
    cpSync(IMPORT_PROCEDURES, folder, { recursive: true });
    const clinic = readFileSync(join(folder, 'calendars/clinic.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'calendars/evenings.yaml'),
      clinic.replace('calendar: clinic', 'calendar: evenings').replace(/"(\d\d:\d\d)"/, '$1'),
    );
    const mapping = join(folder, 'missed-check-in', 'import.yaml');
    const named = `${readFileSync(mapping, 'utf8').trimEnd()}\n    calendars: { Los Angeles: evenings }\n`;
    writeFileSync(mapping, named);
    const list = listOf([checkIn()]);
    const { code, stdout, stderr } = await command('import', 'missed-check-in', list, '--procedures', folder);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^FT-INT-MAPPING-BROKEN: missed-check-in\/import\.yaml has problems\. The first: line \d+: The calendar "evenings" cannot be used before calendars\/evenings\.yaml is corrected\./m,
    );
  });

  test('refuses a list with one clear line and advice, and exit code 1', async () => {
    const { code, stdout, stderr } = await command('import', 'missed-check-in', '/nowhere/list.csv');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^FT-INT-FILE: \/nowhere\/list\.csv cannot be read/m);
    expect(stderr).toContain('Check the path');
  });
});

describe('followthrough check', () => {
  test('shows a mapping that identifies clients by name alone, with its place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'followthrough-mappings-'));
    cpSync(IMPORT_PROCEDURES, folder, { recursive: true });
    const mapping = join(folder, 'missed-check-in', 'import.yaml');
    writeFileSync(mapping, readFileSync(mapping, 'utf8').replace('client: [Client ID]', 'client: [Name]'));
    const { code, stdout } = await run(['check', '--procedures', folder]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/missed-check-in\/import\.yaml:\d+:9 FT-INT-CLIENT/);
    expect(stdout).toContain('client: [Name]');
    const one = await run(['check', 'missed-check-in', '--procedures', folder]);
    expect([one.code, one.stdout.includes('FT-INT-CLIENT')]).toEqual([1, true]);
  });
});

describe('followthrough reports', () => {
  test('schedules only what the configuration has, and lists it', async () => {
    const config = join(mkdtempSync(join(tmpdir(), 'followthrough-config-')), 'followthrough.yaml');
    writeFileSync(
      config,
      'reports:\n  weekly-list:\n    procedure: missed-check-in\n    folder: /srv/example-lists\n',
    );
    const hours = ['--cron', '0 7 * * MON', '--zone', 'America/Los_Angeles'];
    const schedule = (name: string) => command('reports', 'schedule', name, ...hours, '--config', config);
    const wrong = await schedule('weekly-lst');
    expect([wrong.code, wrong.stderr.includes('Did you mean "weekly-list"?')]).toEqual([1, true]);
    expect((await schedule('weekly-list')).stdout).toContain('weekly-list: scheduled.');
    expect(await stage.client.scheduledReports()).toEqual(
      expect.arrayContaining([expect.objectContaining({ report: 'weekly-list', cron: '0 7 * * MON' })]),
    );
    expect((await command('reports', 'remove', 'weekly-list')).stdout).toContain('weekly-list: removed.');
    const gone = await command('reports', 'pause', 'weekly-list');
    expect([gone.code, gone.stderr.includes('FT-INT-REPORT')]).toEqual([1, true]);
  });
});
