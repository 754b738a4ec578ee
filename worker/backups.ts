import { join } from 'node:path';
import type { Logger } from 'pino';
import { type BackupSettings, USUAL_BACKUPS } from '../connectors/config/backups.ts';
import { listBackups } from '../ledger/backup/manifest.ts';
import { keepNewest, takeBackup } from '../ledger/backup/take.ts';
import type { Ledger } from '../ledger/connect.ts';
import { takeRound } from '../ledger/standings/rounds.ts';

interface Given {
  ledger: Ledger;
  databaseUrl: string;
  dataDir: string;
  /** As the configuration says; undefined: nothing is said. */
  settings: BackupSettings | null | undefined;
  /** The ledger is one of our own: nobody else backs it up. */
  embedded: boolean;
  log: Logger;
}

/** One that failed is tried again after so long; also the longest that one may be late. */
const LOOKED_EVERY_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

export function backupsIn(dataDir: string, settings: BackupSettings | null | undefined): string {
  return settings?.folder ?? join(dataDir, 'backups');
}

/** The backups that are taken by themselves (LED-5): when the newest one is old enough, by one process of several. */
export function backupUpkeep(given: Given): Record<string, () => Promise<unknown>> {
  const { ledger, databaseUrl, dataDir, embedded, log } = given;
  const settings = given.settings === undefined && embedded ? USUAL_BACKUPS : given.settings;
  if (!settings) return {};
  const folder = backupsIn(dataDir, settings);
  return {
    'the backups': async () => {
      if (!(await takeRound(ledger, 'backup', LOOKED_EVERY_MS))) return;
      const kept = await listBackups(folder, { check: false });
      const newest = kept.find(({ damaged }) => damaged === undefined)?.takenAt ?? 0;
      if (Date.now() - newest < settings.everyHours * HOUR_MS) return;
      const taken = await takeBackup(databaseUrl, folder);
      const deleted = await keepNewest(folder, settings.keep);
      log.info({ backup: taken, deleted: deleted.length }, 'a backup of the ledger was taken');
    },
  };
}
