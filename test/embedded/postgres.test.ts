import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Postgres, startPostgres } from '../../embedded/postgres.ts';
import { freePort } from '../../embedded/ports.ts';
import { isRunning, markOf } from '../../embedded/processes.ts';
import { testFolder } from './support/folder.ts';
import { hold } from './support/hold.ts';
import { refusal } from './support/refusal.ts';

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  const folder = testFolder();
  const options = { dataDir: join(folder, 'ledger'), logFile: join(folder, 'postgres.log') };
  const cluster = join(options.dataDir, 'cluster');
  let database: Postgres;

  beforeAll(async () => {
    database = await startPostgres(options);
  }, 60_000);
  afterAll(() => database.stop(), 30_000);

  it('F16: it writes through to the disk and listens on loopback only, with a password', async () => {
    const rows = await query(
      database.url,
      `select name, setting from pg_settings where name in
       ('fsync','full_page_writes','synchronous_commit','listen_addresses','data_checksums','server_encoding') order by name`,
    );
    expect(rows.map(({ name, setting }) => `${String(name)}=${String(setting)}`)).toEqual([
      'data_checksums=on',
      'fsync=on',
      'full_page_writes=on',
      'listen_addresses=127.0.0.1',
      'server_encoding=UTF8',
      'synchronous_commit=on',
    ]);
    const wrong = query(database.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1');
    await expect(wrong).rejects.toThrow(/password authentication failed/);
  });

  it('LED-1: the password is for its owner only', () => {
    expect(statSync(join(options.dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it('LED-1: a second opener of the data folder is refused and told who has it, and since when', async () => {
    const { code, message } = await refusal(startPostgres(options));
    expect(code).toBe('FT-EMB-LOCKED');
    expect(message).toMatch(new RegExp(`process ${process.pid} since \\d{4}`));
  });

  it('LED-1: a port in use is refused, naming the option that chooses another', async () => {
    const other = { ...options, dataDir: join(folder, 'other'), port: database.port };
    const { code, message } = await refusal(startPostgres(other));
    expect(code).toBe('FT-EMB-PORT');
    expect(message).toContain('--postgres-port');
  });

  it('F4: what was committed is there after kill -9 of the process that started it, and the old server is gone', async () => {
    await database.stop();
    const held = await hold('postgres', { ...options, port: await freePort() });
    const server = markOf(held.serverPid);
    await held.kill();
    database = await startPostgres(options);
    expect(server === undefined || isRunning(server)).toBe(false);
    await query(database.url, 'create table kept (n int); insert into kept values (1)');
  }, 60_000);

  it('F4: what was committed is there after kill -9 of the server, which it recovers', async () => {
    process.kill(database.pid, 'SIGKILL');
    await database.stop();
    database = await startPostgres(options);
    expect(await query(database.url, 'select n from kept')).toEqual([{ n: 1 }]);
  }, 60_000);

  it('F4: a postmaster.pid whose number has gone to another program is recovered', async () => {
    await database.stop();
    writeFileSync(
      join(cluster, 'postmaster.pid'),
      `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n 1 999999\nready\n`,
    );
    database = await startPostgres(options);
    expect(await query(database.url, 'select n from kept')).toEqual([{ n: 1 }]);
  }, 60_000);

  it('LED-1: a broken data folder gives one clear message and is left as it is', async () => {
    await database.stop();
    const control = join(cluster, 'global', 'pg_control');
    const whole = readFileSync(control);
    truncateSync(control);
    const broken = await refusal(startPostgres(options));
    expect(broken.code).toBe('FT-EMB-PG-DATA');
    expect(broken.message).toContain('Restore the folder from a backup');
    writeFileSync(control, whole);
    const version = join(cluster, 'PG_VERSION');
    writeFileSync(version, '17\n');
    expect((await refusal(startPostgres(options))).message).toContain(
      'PostgreSQL 17 wrote it, and this is PostgreSQL 18',
    );
    writeFileSync(version, '18\n');
    const password = readFileSync(join(options.dataDir, 'password'));
    rmSync(join(options.dataDir, 'password'));
    expect((await refusal(startPostgres(options))).message).toContain('password file');
    writeFileSync(join(options.dataDir, 'password'), password, { mode: 0o600 });
    database = await startPostgres(options);
    expect(await query(database.url, 'select n from kept')).toEqual([{ n: 1 }]);
  }, 60_000);

  it('LED-1: it stays usable below a folder that only its owner may enter', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const other = await startPostgres({ dataDir: join(closed, 'ledger'), logFile: join(closed, 'log') });
    expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await other.stop();
  }, 60_000);
});
