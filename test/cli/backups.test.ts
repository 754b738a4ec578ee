import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { lines, run } from './support/command.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'followthrough-backups-'));
let from: TestDatabase;
let into: TestDatabase;
beforeAll(async () => {
  [from, into] = await Promise.all([freshDatabase(), emptyDatabase()]);
});
afterAll(async () => {
  await Promise.all([from?.drop(), into?.drop()]);
});

test('LED-5: taken, listed, restored by one command each; restored again it is refused', async () => {
  const on = ({ url }: TestDatabase) => ({ env: { DATABASE_URL: url } });
  expect(await run(['backups', '--folder', folder])).toMatchObject({ code: 0, stdout: '' });
  const taken = await run(['backup', '--to', folder], on(from));
  expect(taken.stdout).toMatch(/ledger-.*: 0 cases, [\d.]+ kB, read again and whole\.\n$/);
  const listed = await run(['backups', '--folder', folder]);
  expect(listed.stdout).toMatch(/0 minutes old +0 cases +[\d.]+ kB +whole/);
  const [backup] = lines((await run(['backups', '--folder', folder, '--json'])).stdout);
  const restore = ['restore', String(backup?.['path']), '--as', 'kim'];
  const first = await run(restore, on(into));
  expect([first.code, first.stdout]).toEqual([
    0,
    expect.stringContaining('No live case is open. Start Followthrough again.'),
  ]);
  const again = await run(restore, on(into));
  expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('FT-LED-NOT-EMPTY')]);
  expect(again.stderr).toContain('--replace');
  const replaced = await run([...restore, '--replace'], on(into));
  expect(replaced.stdout).toMatch(/is kept as before_restore_\d{14}; delete it when you are sure\./);
  const none = await run(['restore', join(folder, 'nothing'), '--as', 'kim'], on(into));
  expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('FT-LED-BACKUP')]);
});
