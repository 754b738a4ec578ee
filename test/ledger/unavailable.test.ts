import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { LedgerUnavailable, ledgerError } from '../../ledger/errors.ts';
import { inboundOf, recordInbound } from '../../ledger/inbound.ts';
import { listCases } from '../../ledger/cases.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { migrate } from '../../ledger/migrate.ts';
import { freePort, ownPostgres } from '../support/ownPostgres.ts';
import { SMALL } from '../support/smallProcedure.ts';
import { aCase, book, NOW } from './support/book.ts';

describe('LED-8: a ledger that cannot work says so', () => {
  let ledger: Ledger;
  let url: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ledger, url, close } = await book());
  }, 60_000);
  afterAll(() => close());

  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'worked',
      (error: unknown) => (error instanceof LedgerUnavailable ? error.code : `not typed: ${String(error)}`),
    );

  test('LED-8: nobody there', async () => {
    const away = openLedger(`postgres://postgres@127.0.0.1:${await freePort()}/x`);
    expect(await code(listCases(away))).toBe('FT-LED-UNREACHABLE');
    await closeLedger(away);
  });

  test('LED-8: a connection that is cut in the middle of a statement, and works again afterwards', async () => {
    const cut = code(sql`select pg_sleep(10)`.execute(ledger));
    const other = openLedger(url);
    for (let ended = 0; ended === 0; ) {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'select pg_sleep%' and pid <> pg_backend_pid()`.execute(
        other,
      );
      ended = rows.length;
    }
    await closeLedger(other);
    expect(await cut).toBe('FT-LED-UNREACHABLE');
    expect(await code(listCases(ledger))).toBe('worked');
  });

  test('LED-8: a statement that takes too long', async () => {
    const hasty = openLedger(url, { statementTimeout: 100 });
    expect(await code(sql`select pg_sleep(5)`.execute(hasty))).toBe('FT-LED-SLOW');
    await closeLedger(hasty);
  });

  test('LED-8: more work than connections waits its turn, and not for ever', async () => {
    const narrow = openLedger(url, { connections: 1, connectTimeout: 200 });
    const slow = sql`select pg_sleep(1)`.execute(narrow);
    expect(await code(listCases(narrow))).toBe('FT-LED-UNREACHABLE');
    await slow;
    expect(await code(listCases(narrow))).toBe('worked');
    await closeLedger(narrow);
  });

  test('LED-8: a database that is read-only, as during a failover', async () => {
    const caseId = await aCase(ledger);
    const standby = openLedger(`${url}?options=-c%20default_transaction_read_only%3Don`);
    const given = { caseId, channel: 'portal', source: 'test', eventId: 'ro', text: 'Yes.', receivedAt: NOW };
    expect(await code(recordInbound(standby, given))).toBe('FT-LED-READ-ONLY');
    await closeLedger(standby);
  });

  test('LED-8: a table that changed under a running process', async () => {
    const before = openLedger(url, { connections: 1 });
    expect(await code(listCases(before))).toBe('worked');
    await sql`alter table cases add column of_a_later_version text`.execute(ledger);
    expect(await code(listCases(before))).toBe('FT-LED-MIGRATED');
    expect(await code(listCases(before))).toBe('worked');
    await closeLedger(before);
  });

  test('LED-8: the driver’s words for a full disk and a lost connection are known', () => {
    const fault = (message: string, more = {}) => ledgerError(Object.assign(new Error(message), more));
    expect(fault('could not extend file "base/1": No space left on device', { code: '53100' })).toMatchObject(
      { code: 'FT-LED-DISK-FULL' },
    );
    expect(fault('Connection terminated unexpectedly')).toMatchObject({ code: 'FT-LED-UNREACHABLE' });
    expect(fault('terminating connection', { code: '57P01' })).toMatchObject({ code: 'FT-LED-UNREACHABLE' });
    const ours = new Error('duplicate key value');
    expect(ledgerError(ours)).toBe(ours);
  });

  // A small file system can be made by root only; elsewhere the error itself is tested above.
  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot(
    'LED-8: a disk that fills up refuses the reply whole, and takes replies again when there is space',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]);
      // A server of its own: no checkpoint goes through while a disk is full, and the others' databases want theirs.
      const server = await ownPostgres();
      const admin = new pg.Client({ connectionString: server });
      await admin.connect();
      const name = `small_disk_${randomBytes(4).toString('hex')}`;
      try {
        const owner = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
        chownSync(folder, owner, owner);
        await admin.query(`create tablespace ${name} location '${folder}'`);
        await admin.query(`create database ${name} tablespace ${name}`);
        await onFullDisk(new URL(`/${name}`, server).href, folder);
      } finally {
        await admin.query(`drop database if exists ${name} with (force)`);
        await admin.query(`drop tablespace if exists ${name}`);
        await admin.end();
        execFileSync('umount', [folder]);
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );

  async function onFullDisk(diskUrl: string, folder: string) {
    const small = openLedger(diskUrl);
    await migrate(small);
    await keepProcedure(small, SMALL, 'test', NOW);
    const caseId = await aCase(small);
    const text = randomBytes(200_000).toString('hex');
    const give = (eventId: string) =>
      code(
        recordInbound(small, { caseId, channel: 'portal', source: 'test', eventId, text, receivedAt: NOW }),
      );
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(10_000_000));
    const acknowledged: string[] = [];
    let answer = 'worked';
    for (let count = 0; answer === 'worked' && count < 500; count += 1) {
      answer = await give(`event-${count}`);
      if (answer === 'worked') acknowledged.push(`event-${count}`);
    }
    expect(answer).toBe('FT-LED-DISK-FULL');
    expect((await inboundOf(small, caseId)).map(({ event_id }) => event_id)).toEqual(acknowledged);
    unlinkSync(ballast);
    expect(await give('after')).toBe('worked');
    expect((await inboundOf(small, caseId)).map(({ event_id }) => event_id)).toEqual([
      ...acknowledged,
      'after',
    ]);
    await closeLedger(small);
  }
});
