import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Imported, ImportList } from '../../client/index.ts';
import { findCase } from '../../ledger/cases.ts';
import { checkIn, day, IMPORT_PROCEDURES, listOf, resultOf } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: IMPORT_PROCEDURES });
});
afterAll(() => stage.close());

const imported = (file: string, given: Partial<ImportList> = {}): Promise<Imported> =>
  stage.client.importList({ procedure: 'missed-check-in', file, by: 'Morgan Example', ...given });

const casesOf = async (clientId: string) =>
  (await stage.client.list({ limit: 1_000 })).filter(({ id }) => id.includes(`:${clientId}/`));

describe('Importing a list', () => {
  test('opens a case for each row that needs one, and says of every row what became of it', async () => {
    const rows = [
      checkIn(),
      checkIn({ Coach: '' }),
      checkIn({ 'Programme status': 'Ended' }),
      checkIn({ 'Check-in due': day(-30) }),
      checkIn({ Name: 'Zoë "Zo" Exämple' }),
    ];
    const file = listOf(rows);
    const { counts, result, resumed, rows: all } = await imported(file);
    expect(counts).toEqual({
      opened: 2,
      joined: 1,
      'not-needed': 1,
      error: 1,
      'already-running': 0,
      held: 0,
      discrepancy: 0,
    });
    expect([all, resumed, result]).toEqual([5, false, file.replace('.csv', '.result.csv')]);
    expect(resultOf(result)).toMatchObject([
      { row: '2', outcome: 'opened', reason: 'Opened.', 'Client ID': rows[0]?.['Client ID'] },
      { row: '3', outcome: 'error', case: '', reason: 'Coach is empty.' },
      {
        row: '4',
        outcome: 'not-needed',
        reason: 'The programme has ended.',
      },
      {
        row: '5',
        outcome: 'joined',
        reason: expect.stringMatching(
          /^Joined at attempt 1, because it is older than its first attempt\. It joins late/,
        ),
      },
      { row: '6', outcome: 'opened', Name: 'Zoë "Zo" Exämple' },
    ]);
    const id = resultOf(result)[0]?.['case'] ?? '';
    expect(id).toMatch(/^missed-check-in:check-in-list:c-.+\/\d{4}-\d{2}-\d{2}$/);
    const shown = await stage.client.show(id);
    expect(await findCase(stage.client.ledger, id)).toMatchObject({ opened_by: 'Morgan Example' });
    expect(shown.facts).toMatchObject({ 'client-name': 'Pat Example', 'coach-name': 'Sam Sample' });
    expect(shown.contact).toMatchObject({ phone: '+12133734253', zone: 'America/Los_Angeles' });
    const run = await stage.client.engine.workflow.getHandle(id).describe();
    expect(run.status.name).toBe('RUNNING');
  });

  test('the same list twice, and its rows twice in another file, open nothing twice', async () => {
    const rows = [checkIn(), checkIn()];
    const file = listOf(rows);
    expect((await imported(file)).counts.opened).toBe(2);
    const again = await imported(file);
    expect(again.counts).toMatchObject({ opened: 0, 'already-running': 2 });
    expect(resultOf(again.result)).toMatchObject([{ reason: 'There is a case for it already.' }, {}]);
    const other = listOf([...rows, ...rows], { separator: ';' });
    expect((await imported(other)).counts).toMatchObject({ opened: 0, 'already-running': 4 });
    for (const row of rows) expect(await casesOf(row['Client ID'] ?? '')).toHaveLength(1);
  });

  test('the same client twice in one list is one case, and the second row says so', async () => {
    const row = checkIn();
    const { counts, result } = await imported(listOf([row, row, { ...row, 'Check-in due': day(-7) }]));
    expect(counts).toMatchObject({ opened: 1, 'already-running': 2 });
    expect(resultOf(result).map(({ reason }) => reason)).toEqual([
      'Opened.',
      'An earlier row of this list is about the same.',
      expect.stringMatching(/^The client is followed up already: missed-check-in:check-in-list:c-/),
    ]);
  });

  test('a client whose case is open gets no second one; after its end the next occurrence does', async () => {
    const row = checkIn({ 'Check-in due': day(-1) });
    const first = await imported(listOf([row]));
    const next = listOf([{ ...row, 'Check-in due': day(0) }]);
    expect((await imported(next)).counts).toMatchObject({ 'already-running': 1 });
    const [open] = await casesOf(row['Client ID'] ?? '');
    await close(open?.id ?? '');
    expect((await imported(next)).counts).toMatchObject({ opened: 1 });
    const again = await imported(listOf([row]));
    expect(resultOf(again.result)[0]?.['reason']).toMatch(
      /^It was followed up before and ended as checked-in on /,
    );
    expect(first.counts.joined + first.counts.opened).toBe(1);
  });

  test('what the outside systems say of a row is asked before it is opened', async () => {
    const rows = ['open', 'booked', 'ill', 'other', 'silent'].map((Coach) => checkIn({ Coach }));
    const asked: string[] = [];
    const file = listOf(rows);
    const judged = await imported(file, {
      judge: async ({ facts }) => {
        asked.push(facts['coach-name'] ?? '');
        switch (facts['coach-name']) {
          case 'booked':
            return { notNeeded: 'a peel is booked' };
          case 'ill':
            return { held: 'a note speaks of a surgery' };
          case 'other':
            return { discrepancy: 'expected no check-in, found one' };
          case 'silent':
            throw new Error('the portal does not answer');
          default:
            return { open: {} };
        }
      },
    });
    expect(asked.sort()).toEqual(['booked', 'ill', 'open', 'other', 'silent']);
    expect(resultOf(judged.result).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['opened', 'Opened.'],
      ['not-needed', 'A peel is booked.'],
      ['held', 'A note speaks of a surgery.'],
      ['discrepancy', 'Expected no check-in, found one.'],
      ['held', 'The systems that must be asked before did not answer; import it again later.'],
    ]);
    expect((await imported(file)).counts).toMatchObject({ 'already-running': 1, opened: 4 });
  });

  test('a row with attempts made elsewhere joins behind them; one with all of them is for a person', async () => {
    const visit = (made: string) => ({
      'Client ID': `v-${process.pid}-${made}`,
      Name: 'Chris Example',
      'Last appointment date': day(-20),
      'Last service': 'Peel',
      Location: 'Example Clinic',
      'Attempts made': made,
    });
    const { result } = await imported(listOf([visit('2'), visit('3'), visit('0')]), {
      procedure: 'no-appointment-booked',
    });
    expect(resultOf(result).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['joined', 'Joined at attempt 3, because 2 of its attempts were made before.'],
      ['held', '3 attempts were made elsewhere, and the procedure makes 3: decide by hand.'],
      ['joined', expect.stringMatching(/^Joined at attempt 1, because it is older than its first attempt\./)],
    ]);
  });

  test('says with a row what whoever opens one case is told: nobody can be reached, dates have passed', async () => {
    const rows = [checkIn(), checkIn({ Email: '' }), checkIn({ Email: '', 'Check-in due': day(-2) })];
    const { result, counts, warned } = await imported(listOf(rows));
    expect(resultOf(result).map(({ reason }) => reason)).toEqual([
      'Opened.',
      'Opened. Nobody can be reached by email: the contact has no address; this becomes a task for a person: reminder.',
      expect.stringMatching(
        /^Joined at attempt 1, because .*\. Nobody can be reached by email: .*\. It joins late, since its day zero was .* moves to /,
      ),
    ]);
    expect([warned, counts.opened + counts.joined]).toEqual([2, 3]);
    const written = readFileSync(result, 'utf8').split('\n')[0] ?? '';
    expect(written).toMatch(/^\uFEFF?row,outcome,case,reason,Client ID,/);
  });

  test('SEC-15: no cell of a result is a formula', async () => {
    const { result } = await imported(
      listOf([checkIn({ Name: '=HYPERLINK("https://example.com")', Coach: '@SUM(A1)' })]),
    );
    expect(resultOf(result)[0]).toMatchObject({
      Name: `'=HYPERLINK("https://example.com")`,
      Coach: "'@SUM(A1)",
    });
  });

  test('while Temporal is away cases are kept, and the result says that they begin later', async () => {
    const client = await stage.connect({ address: '127.0.0.1:1', patience: 300 });
    const row = checkIn();
    const file = listOf([row]);
    const { result } = await client.importList({ procedure: 'missed-check-in', file, by: 'test' });
    expect(resultOf(result)[0]?.['reason']).toBe('Opened. It begins as soon as Temporal answers.');
    expect(await casesOf(row['Client ID'] ?? '')).toMatchObject([{ started: false }]);
  });

  test('is told while it runs, and only one import of a procedure runs at a time', async () => {
    let busy: Promise<unknown> = Promise.resolve();
    const seen: number[] = [];
    const { id } = await imported(listOf([checkIn(), checkIn()]), {
      judge: async () => {
        busy = imported(listOf([checkIn()])).catch((error: unknown) => error);
        await busy;
        return { open: {} };
      },
      onProgress: ({ done }) => seen.push(done),
    });
    expect(await busy).toMatchObject({ code: 'FT-INT-BUSY' });
    expect([seen[0], seen.at(-1)]).toEqual([0, 2]);
    const shown = await stage.client.showImport(id.slice(-8));
    expect(shown).toMatchObject({ id, rows: 2, begun_by: 'Morgan Example', list: 'list.csv' });
    expect(shown.ended_at).not.toBeNull();
    expect((await stage.client.imports())[0]?.id).toBe(id);
    expect(await stage.client.importRows(id, { outcomes: ['opened'] })).toHaveLength(2);
  });
});

/** As the workflow would close it. */
async function close(id: string): Promise<void> {
  await sql`update cases set status = 'closed', outcome = 'checked-in', closed_at = now() where id = ${id}`.execute(
    stage.client.ledger,
  );
}
