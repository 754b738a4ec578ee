import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCase } from '../../ledger/cases.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { readLibrary } from '../../procedures/library.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { lines, run } from './support/command.ts';

const at = (text: string) => Date.parse(text);
/** On Tuesday 10 March at noon in the lab. */
const SENT = '2026-03-10T19:00:00.000Z';

let database: TestDatabase;
let ledger: Ledger;
const hashes: Record<number, string> = { 1: 'a1'.repeat(32), 2: 'b2'.repeat(32) };

beforeAll(async () => {
  database = await freshDatabase();
  ledger = openLedger(database.url);
  const loaded = (await readLibrary()).procedures.find(({ name }) => name === 'case-alert');
  if (!loaded?.procedure) throw new Error('case-alert is not there');
  const { procedure } = loaded;
  const early = procedure.steps.filter(({ day }) => JSON.stringify(day) !== '{"5":4}');
  for (const [version, steps] of [
    [1, early],
    [2, procedure.steps],
  ] as const) {
    const decoded = { ...procedure, version, steps };
    const stored = { hash: hashes[version] ?? '', name: 'case-alert', version, sources: {}, decoded };
    await keepProcedure(ledger, stored, 'test', at('2026-02-01T00:00:00Z') + version);
  }
  const open = (occurrence: string, openedAt: string, more: object = {}) =>
    openCase(ledger, {
      id: `case-alert:lab:${occurrence}`,
      procedure: 'case-alert',
      hash: hashes[1] ?? '',
      variant: '5',
      source: 'lab',
      occurrence,
      facts: {
        'alert-sent': openedAt,
        'doctor-name': 'Example',
        resolution: 'as-suggested',
        'pending-on': 'nothing',
      },
      contact: { email: 'dr@example.com' },
      owner: 'case-team',
      rehearsal: false,
      openedAt: at(openedAt),
      plan: null,
      ...more,
    });
  await open('silent', SENT);
  await open('answered', SENT);
  await open('went-on', SENT);
  await open('rehearsed', SENT, { rehearsal: true });
  await open('february', '2026-02-20T19:00:00.000Z');
  const entry = (occurrence: string, when: string, what: string, because?: string, key?: string) => ({
    caseId: `case-alert:lab:${occurrence}`,
    at: at(when),
    round: 1,
    what,
    ...(because === undefined ? {} : { because }),
    ...(key === undefined ? {} : { key }),
  });
  await addToTimeline(ledger, [
    entry('silent', '2026-03-17T17:00:00Z', 'ended', 'proceeded', 'ended|1'),
    entry('answered', '2026-03-12T10:00:00Z', 'replied'),
    entry('answered', '2026-03-12T18:00:00Z', 'ended', 'answered'),
    entry('went-on', '2026-03-12T10:00:00Z', 'replied'),
    entry('went-on', '2026-03-12T11:00:00Z', 'resumed'),
  ]);
});
afterAll(async () => {
  await closeLedger(ledger);
  await database.drop();
});

const dryRun = (...more: string[]) =>
  run(['dry-run', 'case-alert', '--from-ledger', ...more], {
    env: { DATABASE_URL: database.url, TEMPORAL_ADDRESS: '127.0.0.1:1' },
  });

describe('dry-run --from-ledger', () => {
  test('runs the cases that opened in the period, without rehearsals, and stops those that were answered', async () => {
    const { code, stdout, stderr } = await dryRun('--from', '2026-03-10', '--to', '2026-03-10', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [report] = lines(stdout);
    expect(report).toMatchObject({
      totals: { cases: 3, ends: { proceeded: 2, replied: 1 }, people: { people: 1, unnamed: 0 } },
    });
  });

  test('a case of the evening before belongs to the day of the calendar, not to that of Greenwich', async () => {
    const { stdout } = await dryRun('--from', '2026-02-20', '--to', '2026-02-20', '--json');
    expect(lines(stdout)[0]).toMatchObject({ totals: { cases: 1 } });
    const none = await dryRun('--from', '2026-02-21', '--to', '2026-03-09');
    expect(none.stdout).toContain('0 cases. Nothing would have been done.');
  });

  test('compares with a version of the ledger, by its number or the beginning of its hash', async () => {
    for (const version of ['1', 'a1a1a1a1']) {
      const { stdout } = await dryRun(
        '--from',
        '2026-03-01',
        '--to',
        '2026-03-31',
        '--compare',
        version,
        '--json',
      );
      const [report] = lines(stdout);
      expect(report).toMatchObject({
        comparedWith: 'version 1 (a1a1a1a1a1)',
        compared: { differences: { changed: 2, same: 1, added: { portal: 2 }, dropped: { portal: 0 } } },
      });
    }
  });

  test('a version that is not there names those that are', async () => {
    const { code, stderr } = await dryRun('--from', '2026-03-01', '--to', '2026-03-31', '--compare', '9');
    expect(code).toBe(1);
    expect(stderr).toContain('FT-DRY-VERSION');
    expect(stderr).toContain('It has: 1 (a1a1a1a1a1), 2 (b2b2b2b2b2).');
  });
});
