import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Child } from '../child.ts';
import { EmbeddedError } from '../errors.ts';
import { lastLines } from '../logFile.ts';
import { unusable } from './dataFolder.ts';

export interface Login {
  user: string;
  password: string;
  port: number;
  database: string;
}

export interface Readiness {
  cluster: string;
  logFile: string;
  /** There was data before this start: if the server ends, the data is to be blamed and protected. */
  existed: boolean;
  withinMs: number;
}

export function databaseUrl({ user, password, port, database }: Login): string {
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Waits for an answered query, recovery after a crash included, and creates the database when missing. */
export async function untilAnswering(child: Child, login: Login, readiness: Readiness): Promise<void> {
  const deadline = Date.now() + readiness.withinMs;
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  for (;;) {
    try {
      await createDatabase(login);
      return;
    } catch (error) {
      if (!ended && Date.now() < deadline && isStarting(error)) {
        await sleep(50);
        continue;
      }
      // The log needs a moment to be written by a process that is just ending.
      await sleep(50);
      throw reasonOf(error, ended, readiness);
    }
  }
}

/** PostgreSQL's own words for data that it cannot use, as against a port or memory that it cannot get. */
const BAD_DATA =
  /PANIC|database files are incompatible|data director|pg_control|could not locate|invalid checkpoint/;
const WRONG_PASSWORD = '28P01';
/** A broken page or index, a file that is gone or cannot be read. */
const BROKEN = /^(XX00[012]|58030|58P01)$/;

function reasonOf(error: unknown, ended: boolean, { cluster, logFile, existed }: Readiness): EmbeddedError {
  const log = `Last lines of ${logFile}:\n${lastLines(logFile)}`;
  if (existed && ended && BAD_DATA.test(log))
    return unusable(cluster, 'PostgreSQL ended while starting on it', log);
  const { message, code } = error as Error & { code?: string };
  if (existed && BROKEN.test(code ?? '')) return unusable(cluster, message, log);
  if (existed && code === WRONG_PASSWORD)
    return unusable(cluster, `the password beside it is not its own (${message})`);
  const what = ended ? 'ended while starting' : `did not answer (${message})`;
  return new EmbeddedError('FT-EMB-PG-START', `PostgreSQL ${what}. ${log}`, { cause: error });
}

async function createDatabase(login: Login): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl({ ...login, database: 'postgres' }),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [login.database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(login.database)}`);
  } finally {
    await client.end();
  }
}

/** Not listening yet, or still recovering (57P03). A wrong password is final. */
function isStarting(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'ECONNREFUSED' || code === '57P03' || code === 'ECONNRESET' || code === undefined;
}
