import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import type { BackupSettings } from '../../connectors/config/backups.ts';
import { sql } from 'kysely';
import { listBackups } from '../../ledger/backup/manifest.ts';
import { restoreBackup } from '../../ledger/backup/restore.ts';
import { keepNewest, takeBackup } from '../../ledger/backup/take.ts';
import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { backupUpkeep } from '../../worker/backups.ts';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'followthrough-backups-'));
const databases: TestDatabase[] = [];
/** What a copy as text must not take for its own marks. */
const WORDS = 'one\ttwo\nthree \\N "four" – ü';
let from: TestDatabase;
let backup: string;
beforeAll(async () => {
  databases.push((from = await freshDatabase()));
  const ledger = openLedger(from.url);
  await sql`insert into secrets values ('an example', ${WORDS}, now())`.execute(ledger);
  await closeLedger(ledger);
  backup = await takeBackup(from.url, folder);
});
afterAll(async () => {
  for (const each of databases) await each.drop();
});

test('LED-5: a backup is listed with its age and whether every file is as it was written; only whole ones count as kept', async () => {
  expect(await listBackups(folder, { check: true })).toMatchObject([{ path: backup, cases: 0 }]);
  const second = await takeBackup(from.url, folder);
  const third = await takeBackup(from.url, folder);
  const [file = ''] = readdirSync(second).filter((name) => name.startsWith('procedures'));
  const bytes = readFileSync(join(second, file));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(join(second, file), bytes);
  const listed = await listBackups(folder, { check: true });
  expect(listed.map(({ path, damaged }) => [path, damaged !== undefined])).toEqual([
    [third, false],
    [second, true],
    [backup, false],
  ]);
  const target = await emptyDatabase();
  databases.push(target);
  await expect(restoreBackup(target.url, { backup: second, by: 'kim' })).rejects.toThrow('FT-LED-BACKUP');
  expect(await keepNewest(folder, 2)).toEqual([backup]);
});

test('LED-5: the next one is due by the age of the newest whole one, and one of several processes takes it', async () => {
  const { url } = from;
  const ledger = openLedger(url);
  const dataDir = mkdtempSync(join(tmpdir(), 'followthrough-due-'));
  const given = { ledger, databaseUrl: url, dataDir, embedded: true, log: pino({ enabled: false }) };
  const taken = async () => (await listBackups(join(dataDir, 'backups'), { check: false })).length;
  const round = async (settings: BackupSettings | null | undefined, embedded = true) => {
    await ledger.deleteFrom('rounds').execute();
    const job = () => backupUpkeep({ ...given, embedded, settings })['the backups']?.();
    await Promise.all([job(), job(), job()]);
  };
  await round(null);
  await round(undefined, false);
  expect(await taken()).toBe(0);
  await round(undefined);
  await round(undefined);
  expect(await taken()).toBe(1);
  await closeLedger(ledger);
});

test('LED-5: nothing is ever restored over a ledger; with --replace the old one is kept aside, whole', async () => {
  const [newest] = await listBackups(folder, { check: false });
  const target = await freshDatabase();
  databases.push(target);
  const given = { backup: newest?.path ?? '', by: 'kim' };
  await expect(restoreBackup(target.url, given)).rejects.toThrow('FT-LED-NOT-EMPTY');
  const { keptAs } = await restoreBackup(target.url, { ...given, replace: true });
  const ledger = openLedger(target.url);
  const { rows } = await sql<{ schema: string; tables: number }>`
    select n.nspname as schema, count(*)::int as tables from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', ${keptAs}) group by 1 order by 1`.execute(ledger);
  expect(rows.map(({ schema }) => schema)).toEqual([keptAs, 'public']);
  expect(rows[0]?.tables).toBe(rows[1]?.tables);
  expect(
    await ledger.selectFrom('secrets').select('value').where('name', '=', 'an example').execute(),
  ).toEqual([{ value: WORDS }]);
  expect(await ledger.selectFrom('restorations').select(['by', 'finished_at']).execute()).toEqual([
    { by: 'kim', finished_at: null },
  ]);
  await closeLedger(ledger);
});
