import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  obtainTemporalServer,
  startTemporalServer,
  type TemporalServer,
} from '../../../embedded/temporalServer.ts';
import { freePort } from '../../support/ownPostgres.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../workflows/attributes.ts';

/** A Temporal server that a test may kill, and look into. */
export interface OwnServer {
  address: string;
  /** Its data file; others whose names begin so lie beside it. */
  dbFilename: string;
  /** kill -9; it stays away until it is started again. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  /** Keeps a copy of its data as it is now; it goes on. */
  copy(): Promise<void>;
  /** Its data is that of the copy again: all since then it has forgotten. */
  putBack(): Promise<void>;
  /** Everything it has on disk: the data file, what is written ahead of it, its log. By file name. */
  files(): Promise<Map<string, Buffer>>;
  stop(): Promise<void>;
}

/** The data file, and what is written ahead of it and not yet in it. */
const WAL = ['', '-wal'];

async function copy(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  if (existsSync(from)) await copyFile(from, to);
}

export async function ownServer(): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'temporal-'));
  const { path } = await obtainTemporalServer({ download: false });
  const options = {
    binary: path,
    port: await freePort(),
    dbFilename: join(folder, 'temporal.db'),
    logFile: join(folder, 'temporal.log'),
    logLevel: 'info' as const,
    headless: true,
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    timerProcessorMaxTimeShift: '50ms',
  };
  let server: TemporalServer = await startTemporalServer(options);
  return {
    address: server.address,
    dbFilename: options.dbFilename,
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
    },
    async startAgain() {
      server = await startTemporalServer(options);
    },
    async copy() {
      await server.stop();
      for (const end of WAL) await copy(`${options.dbFilename}${end}`, join(folder, `older${end}`));
      server = await startTemporalServer(options);
    },
    async putBack() {
      await server.stop();
      for (const end of WAL) await copy(join(folder, `older${end}`), `${options.dbFilename}${end}`);
      server = await startTemporalServer(options);
    },
    async files() {
      const plain = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
      const names = plain.map(({ name }) => name);
      const read = names.map(async (name) => [name, await readFile(join(folder, name))] as const);
      return new Map(await Promise.all(read));
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
