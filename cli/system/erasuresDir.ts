import { join, resolve } from 'node:path';
import { DEFAULT_DATA_DIR } from './running.ts';

/** What an erasure keeps and removes on this machine's disk. */
export function erasureFolders(dataDir?: string): { erasuresDir: string; reportsDir: string } {
  const { FOLLOWTHROUGH_DATA_DIR: workers } = process.env;
  return {
    erasuresDir: erasuresDir(dataDir),
    reportsDir: join(resolve(dataDir ?? workers ?? DEFAULT_DATA_DIR), 'reports'),
  };
}

/** Where the register of erasures is kept. It must outlive the ledger: put it beside the backups. */
export function erasuresDir(dataDir: string = DEFAULT_DATA_DIR): string {
  const { FOLLOWTHROUGH_ERASURES: named } = process.env;
  return named ? resolve(named) : join(resolve(dataDir), 'erasures');
}
