import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { readLibrary } from '../../procedures/library.ts';
import { aCase } from '../ledger/support/book.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { lines, run } from './support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'followthrough-edited-'));
const procedures = join(folder, 'procedures');
const file = join(procedures, 'three-follow-ups', 'procedure.yaml');

describe('A procedure that was changed without a new number', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    cpSync(new URL('../../procedures', import.meta.url), procedures, { recursive: true });
    database = await freshDatabase();
    ledger = openLedger(database.url);
    const loaded = (await readLibrary(procedures)).procedures.find(({ name }) => name === 'three-follow-ups');
    if (!loaded?.procedure) throw new Error('the shipped procedure has problems');
    const { name, hash, sources, procedure } = loaded;
    await keepProcedure(
      ledger,
      { name, hash, sources, version: procedure.version, decoded: procedure },
      'test',
    );
    await aCase(ledger, { procedure: name, hash });
  }, 60_000);
  afterAll(async () => {
    await closeLedger(ledger);
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const check = () =>
    run(['check', '--procedures', procedures, 'three-follow-ups'], {
      env: { DATABASE_URL: database.url, TEMPORAL_ADDRESS: '127.0.0.1:1' },
    });
  const change = (from: RegExp, to: string) =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

  test('is not there as long as the files are those that cases ran on', async () => {
    expect(await check()).toMatchObject({ code: 0, stderr: '' });
  });

  test('is pointed out by check where there is a ledger, and is no problem of the file', async () => {
    change(/^title: .*$/m, 'title: Another title');
    const { code, stderr, stdout } = await check();
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('✓ three-follow-ups') });
    expect(stderr).toContain('three-follow-ups: its files were changed since cases ran on version 1');
    const asJson = await run(['check', '--procedures', procedures, '--json'], {
      env: { DATABASE_URL: database.url, TEMPORAL_ADDRESS: '127.0.0.1:1' },
    });
    const told = lines(asJson.stdout)[0] as { procedures: { procedure: string; edited: boolean }[] };
    expect(told.procedures.filter(({ edited }) => edited).map(({ procedure }) => procedure)).toEqual([
      'three-follow-ups',
    ]);
  });

  test('is none any more once it has a new number', async () => {
    change(/^version: 1$/m, 'version: 2');
    expect((await check()).stderr).toBe('');
  });

  test('is nobody’s matter where no ledger answers', async () => {
    change(/^version: 2$/m, 'version: 1');
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' };
    expect(await run(['check', '--procedures', procedures, 'three-follow-ups'], { env })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('a rehearsal on other files is no reason to point it out', async () => {
    await ledger.updateTable('cases').set({ rehearsal: true }).execute();
    expect((await check()).stderr).toBe('');
  });
});
