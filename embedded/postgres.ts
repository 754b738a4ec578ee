import { resolve } from 'node:path';
import { type Child, type Exit, startChild } from './child.ts';
import { takeLock } from './lock.ts';
import { freePort, requireFreePort } from './ports.ts';
import { postgresBinaries, programsFolder } from './postgres/binaries.ts';
import { dataFolder, hasCluster, makeFolder, passwordOf } from './postgres/dataFolder.ts';
import { cleanEnvironment, initialise } from './postgres/initialise.ts';
import { clearStalePostmaster } from './postgres/postmaster.ts';
import { databaseUrl, untilAnswering } from './postgres/readiness.ts';
import { reaching, runAs } from './postgres/runAs.ts';
import { postgresArguments } from './postgres/settings.ts';
import type { StopSteps } from './processes.ts';

export interface PostgresOptions {
  /** Made when missing; holds the cluster, its password and a lock. */
  dataDir: string;
  logFile: string;
  /** A free one when not given. */
  port?: number;
  /** The database to create when missing; also the name of the role that owns everything. */
  database?: string;
  startWithinMs?: number;
}

export interface Postgres {
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server is gone, whether stopped or crashed. */
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

/** Fast shutdown, then immediate shutdown; after a kill the next start recovers from the log. */
const STOP: StopSteps = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/**
 * Starts a real PostgreSQL on a folder, on loopback with a password, with fsync on, and returns when it answers.
 * It ends with our process, also when that is killed.
 * @throws EmbeddedError FT-EMB-LOCKED, -PORT, -PG-PLATFORM, -PG-USER, -PG-FOLDER, -PG-DATA, -PG-RUNNING, -PG-START
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const data = dataFolder(resolve(options.dataDir));
  const binaries = await postgresBinaries();
  const owner = await runAs();
  makeFolder(data, owner.uid !== undefined);
  const as = reaching(owner, [data.folder, programsFolder(binaries)]);
  const lock = await takeLock(data.lockFile, `The PostgreSQL data folder ${data.folder}`, STOP);
  let child: Child | undefined;
  const stop = async () => {
    await child?.stop(STOP);
    lock.release();
  };
  try {
    const user = options.database ?? 'followthrough';
    const existed = hasCluster(data);
    const password = passwordOf(data);
    if (existed) await clearStalePostmaster(data.cluster);
    else await initialise({ initdb: binaries.initdb, data, user, password, as, owner });
    if (options.port !== undefined) await requireFreePort(options.port, 'PostgreSQL', '--postgres-port');
    const port = options.port ?? (await freePort());
    const [command, ...args] = [...as.prefix, binaries.postgres, ...postgresArguments(data.cluster, port)];
    child = await startChild({
      command: command as string,
      args,
      env: cleanEnvironment(),
      logFile: options.logFile,
      uid: as.uid,
      gid: as.gid,
      onOurDeath: 'SIGINT',
    });
    lock.setChild(child.pid);
    const login = { user, password, port, database: user };
    await untilAnswering(child, login, {
      cluster: data.cluster,
      logFile: options.logFile,
      existed,
      withinMs: options.startWithinMs ?? 60_000,
    });
    return { url: databaseUrl(login), port, pid: child.pid, exited: child.exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
