import { join, resolve } from 'node:path';
import { loadConfig } from '../../connectors/config/read.ts';
import { DEFAULT_DATA_DIR } from './running.ts';

/** Where backups are: as asked for, as configured, or in the data folder. */
export async function backupsDir(dataDir: string | undefined, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return resolve(asked);
  const { config } = await loadConfig(process.env['FOLLOWTHROUGH_CONFIG'] || 'followthrough.yaml');
  return resolve(config?.backups?.folder ?? join(dataDir ?? DEFAULT_DATA_DIR, 'backups'));
}
