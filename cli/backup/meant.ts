import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { listBackups } from '../../ledger/backup/manifest.ts';
import { LedgerRefused } from '../../ledger/errors.ts';
import { backupsDir } from '../system/backupsDir.ts';

/** The folder of the backup that a person names. @throws LedgerRefused FT-LED-BACKUP */
export async function backupMeant(meant: string, dataDir: string | undefined): Promise<string> {
  const folder = await backupsDir(dataDir, undefined);
  if (meant === 'latest') {
    const newest = (await listBackups(folder, { check: false })).find(({ damaged }) => damaged === undefined);
    if (newest) return newest.path;
    throw new LedgerRefused('FT-LED-BACKUP', `there is none in ${folder}`);
  }
  const named = join(folder, meant);
  return !isAbsolute(meant) && existsSync(named) ? named : resolve(meant);
}
