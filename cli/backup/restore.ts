import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { takeLock } from '../../embedded/lock.ts';
import { startPostgres } from '../../embedded/postgres.ts';
import { type Restored, restoreBackup } from '../../ledger/backup/restore.ts';
import { LedgerRefused } from '../../ledger/errors.ts';
import { lockOf } from '../system/running.ts';

export interface RestoreInto {
  dataDir: string;
  /** One's own PostgreSQL; absent: the embedded one of the data folder. */
  databaseUrl?: string | undefined;
  backup: string;
  replace: boolean;
  by: string;
}

export type RestoredInto = Restored & { into: string };

/**
 * Makes the ledger of a backup, while nothing runs. What was there is kept beside it: of the embedded one its whole folder,
 * also one that cannot be read any more. Temporal's store is left as it is.
 * @throws EmbeddedError FT-EMB-LOCKED while `up` runs; LedgerRefused; LedgerMismatch
 */
export async function restoreInto(given: RestoreInto): Promise<RestoredInto> {
  const { databaseUrl, backup, by, replace } = given;
  if (databaseUrl !== undefined)
    return {
      ...(await restoreBackup(databaseUrl, { backup, by, replace })),
      into: new URL(databaseUrl).host,
    };
  const dataDir = resolve(given.dataDir);
  const lock = await takeLock(lockOf(dataDir), `The data folder ${dataDir}`, []);
  try {
    return await intoFolder(join(dataDir, 'ledger'), given, dataDir);
  } finally {
    lock.release();
  }
}

async function intoFolder(
  folder: string,
  { backup, by, replace }: RestoreInto,
  dataDir: string,
): Promise<RestoredInto> {
  const there = existsSync(join(folder, 'cluster'));
  if (there && !replace) throw new LedgerRefused('FT-LED-NOT-EMPTY', folder);
  const aside = there ? `${folder}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}` : null;
  if (aside !== null) renameSync(folder, aside);
  try {
    const postgres = await startPostgres({ dataDir: folder, logFile: join(dataDir, 'logs', 'ledger.log') });
    try {
      return { ...(await restoreBackup(postgres.url, { backup, by })), keptAs: aside, into: folder };
    } finally {
      await postgres.stop();
    }
  } catch (error) {
    // Half a ledger is none: the old one is back in its place.
    rmSync(folder, { recursive: true, force: true });
    if (aside !== null) renameSync(aside, folder);
    throw error;
  }
}
