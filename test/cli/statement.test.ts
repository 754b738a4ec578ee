import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStage, type Stage } from '../client/support/stage.ts';
import { run } from './support/command.ts';

jest.setTimeout(90_000);

const PROCEDURES = fileURLToPath(new URL('../client/procedures', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'followthrough-items-'));

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: PROCEDURES });
  await stage.client.openCase({
    procedure: 'overdue',
    source: 'erp',
    id: '10023',
    facts: { opened: '2026-03-01T09:00:00Z' },
    contact: { name: 'Pat Example', email: 'pat@example.com' },
  });
});
afterAll(() => stage.close());

const command = (...args: string[]) =>
  run([...args, '--procedures', PROCEDURES], {
    env: {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
    },
  });

function file(name: string, lines: string[]): string {
  const path = join(FOLDER, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const HEAD = 'customer,number,kind,issued,due,currency,amount,paid,disputed,reason';

describe('The commands of accounts receivable', () => {
  test('take a file and say what became of its rows; show the statement of a case', async () => {
    const path = file('items.csv', [
      HEAD,
      '10023,INV-1,,2026-01-03,2026-02-02,USD,"1,234.50",34.50,,',
      '10023,INV-2,,2026-02-20,2026-03-22,USD,99.00,,,',
      '10023,CN-1,,2026-02-01,2026-02-01,USD,-50.00,,,',
      '10023,INV-3,,2025-11-01,2025-12-01,USD,500.00,,2026-01-05,two boxes were empty',
      '10099,INV-9,,2026-01-03,2026-02-02,USD,many,,,',
    ]);
    const args = ['import-items', path, '--source', 'erp', '--procedure', 'overdue', '--as', 'sam'];
    const imported = await command(...args, '--as-of', '2026-03-10T09:00:00Z');
    expect(imported.stdout).toContain('5 rows: 4 new, 1 error.');
    expect(imported.stderr).toContain('row 5: FT-STM-AMOUNT: amount "many"');
    expect(imported.code).toBe(1);

    const shown = await command('statement', '10023', '--on', '2026-03-10');
    expect(shown.stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'overdue:erp:10023',
      '  customer 10023, as of 2026-03-10: something is overdue',
      '',
      'USD',
      '  number         issued      due         days overdue  level     amount       open',
      '───────────────  ──────────  ──────────  ────────────  ─────  ─────────  ─────────',
      '  CN-1 (credit)  2026-02-01  2026-02-01                         -$50.00    -$50.00',
      '  INV-1          2026-01-03  2026-02-02            36         $1,234.50  $1,200.00',
      '  INV-2          2026-02-20  2026-03-22                          $99.00     $99.00',
      '',
      '  not due           $99.00',
      '  1–30 days          $0.00',
      '  31–60 days     $1,200.00',
      '  61–90 days         $0.00',
      '  over 90 days       $0.00',
      '  credits          -$50.00',
      '  total          $1,249.00',
      '  of it overdue  $1,150.00',
      '',
      'Disputed: in no total, and not asked for until settled',
      '  INV-3  $500.00  since 2026-01-05  two boxes were empty',
      '',
    ]);

    const document = JSON.parse((await command('statement', '10023', '--on', '2026-03-10', '--json')).stdout);
    expect(document).toMatchObject({
      case: 'overdue:erp:10023',
      standing: 'overdue',
      currencies: [{ currency: 'USD', total: '1249.00', overdue: '1150.00', credits: '50.00' }],
      disputed: [{ number: 'INV-3', open: '500.00' }],
    });
  });

  test('say what is wrong with a file before any of it is taken', async () => {
    const path = file('short.csv', ['customer,number', '10023,INV-1']);
    const refused = await command('import-items', path, '--procedure', 'overdue', '--source', 'erp');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('FT-STM-COLUMN');
    expect(refused.stderr).toContain('the file has no "issued", "due" or "amount"');
    const gone = await command('import-items', join(FOLDER, 'none.csv'), '--procedure', 'overdue');
    expect(gone.stderr).toContain('FT-CMD-FILE');
  });
});
