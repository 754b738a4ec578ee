import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { restoreInto } from '../../cli/backup/restore.ts';
import { report } from '../../cli/report.ts';
import { type Postgres, startPostgres } from '../../embedded/postgres.ts';
import { takeBackup } from '../../ledger/backup/take.ts';
import { checkIntegrity } from '../../ledger/check/integrity.ts';
import { type Weakness, weaknesses } from '../../ledger/check/durability.ts';
import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { migrate } from '../../ledger/migrate.ts';
import { testFolder } from './support/folder.ts';

jest.setTimeout(120_000);

const PAGE = 8_192;
const ROWS = 2_000;

const folder = testFolder();
const whole = join(folder, 'whole');
let backup: string;
/** The file of a table, from the cluster's folder. */
let file: string;
let weak: Weakness[];

function postgresIn(dataDir: string): Promise<Postgres> {
  return startPostgres({ dataDir: join(dataDir, 'ledger'), logFile: join(dataDir, 'ledger.log') });
}

/** As `up` does it, before anything works on the ledger. */
async function starts(dataDir: string): Promise<void> {
  const postgres = await postgresIn(dataDir);
  const ledger = openLedger(postgres.url);
  try {
    await checkIntegrity(ledger, { justStarted: true });
  } finally {
    await closeLedger(ledger);
    await postgres.stop();
  }
}

beforeAll(async () => {
  mkdirSync(whole, { recursive: true });
  const postgres = await postgresIn(whole);
  const ledger = openLedger(postgres.url);
  await migrate(ledger);
  await sql`insert into switch_log (channel, off, reason, at, by)
    select 'text', true, 'an example ' || n, now(), 'kim' from generate_series(1, ${ROWS}) n`.execute(ledger);
  backup = await takeBackup(postgres.url, join(folder, 'backups'));
  await sql`checkpoint`.execute(ledger);
  const { rows } = await sql<{ path: string }>`select pg_relation_filepath('switch_log') as path`.execute(
    ledger,
  );
  file = rows[0]?.path ?? '';
  weak = await weaknesses(ledger);
  await closeLedger(ledger);
  await postgres.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the data folder, damaged. */
function damaged(name: string, damage: (cluster: string) => void): string {
  const dataDir = join(folder, name);
  // With owners: as root, the server runs as somebody else.
  execFileSync('cp', ['-a', whole, dataDir]);
  damage(join(dataDir, 'ledger', 'cluster'));
  return dataDir;
}

async function refused(attempt: Promise<unknown>): Promise<Error & { code: string }> {
  return attempt.then(
    () => {
      throw new Error('It was not refused');
    },
    (error: Error & { code: string }) => error,
  );
}

function overwrite(path: string, at: number, bytes: Buffer): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

const DAMAGES: [string, string, string, (cluster: string) => void][] = [
  [
    'a log that was cut off',
    'FT-EMB-PG-DATA',
    'could not locate a valid checkpoint record',
    (cluster) => {
      const wal = join(cluster, 'pg_wal');
      for (const name of readdirSync(wal))
        if (/^[0-9A-F]{24}$/.test(name)) truncateSync(join(wal, name), PAGE);
    },
  ],
  [
    'a log that is gone',
    'FT-EMB-PG-DATA',
    'could not locate a valid checkpoint record',
    (cluster) => {
      const wal = join(cluster, 'pg_wal');
      for (const name of readdirSync(wal)) if (/^[0-9A-F]{24}$/.test(name)) rmSync(join(wal, name));
    },
  ],
  [
    'a file of zeros',
    'FT-LED-DAMAGED',
    'switch_log',
    (cluster) => overwrite(join(cluster, file), 0, Buffer.alloc(statSync(join(cluster, file)).size)),
  ],
  [
    'a page that the disk has changed',
    'FT-LED-DAMAGED',
    'invalid page',
    (cluster) => overwrite(join(cluster, file), 2 * PAGE + 4_000, Buffer.from('a word that nobody wrote')),
  ],
  ['a file that is gone', 'FT-LED-DAMAGED', 'switch_log', (cluster) => rmSync(join(cluster, file))],
];

test('LED-2: the embedded ledger has all that it takes to keep what was acknowledged', () => {
  expect(weak).toEqual([]);
});

test.each(DAMAGES)(
  'LED-4: %s: the start is refused, clearly, and what is there stays as it is',
  async (name, code, says, damage) => {
    const dataDir = damaged(name.replaceAll(' ', '-'), damage);
    const control = join(dataDir, 'ledger', 'cluster', 'global', 'pg_control');
    expect(existsSync(control)).toBe(true);
    const found = await refused(starts(dataDir));
    expect([found.code, found.message]).toEqual([code, expect.stringContaining(says)]);
    const shown = await report(found);
    expect(shown.exit).not.toBe(0);
    expect(`${shown.message} ${shown.doThis}`).toMatch(/followthrough restore/);
    expect(existsSync(control)).toBe(true);
  },
);

test('LED-4: restoring with --replace keeps the damaged folder aside, byte by byte, and the ledger starts again', async () => {
  const dataDir = damaged('to-be-replaced', (cluster) => rmSync(join(cluster, file)));
  const control = readFileSync(join(dataDir, 'ledger', 'cluster', 'global', 'pg_control'));
  const given = { dataDir, backup, by: 'kim' };
  expect((await refused(restoreInto({ ...given, replace: false }))).code).toBe('FT-LED-NOT-EMPTY');
  const { keptAs } = await restoreInto({ ...given, replace: true });
  expect(readFileSync(join(keptAs ?? '', 'cluster', 'global', 'pg_control'))).toEqual(control);
  await starts(dataDir);
  const postgres = await postgresIn(dataDir);
  const ledger = openLedger(postgres.url);
  const { rows } = await sql<{ count: number; next: number }>`
    select count(*)::int as count, nextval(pg_get_serial_sequence('switch_log', 'id'))::int as next from switch_log`.execute(
    ledger,
  );
  expect(rows).toEqual([{ count: ROWS, next: ROWS + 1 }]);
  await closeLedger(ledger);
  await postgres.stop();
});
