import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { programName } from './cache.ts';
import type { TemporalBinary } from './source.ts';
import { isNewEnough, OLDEST_SERVER, versionOf } from './version.ts';

/** The Temporal CLI on PATH, when its server is new enough. */
export async function cliOnPath(onProgress: (line: string) => void): Promise<TemporalBinary | undefined> {
  const path = findProgram('temporal');
  if (path === undefined) return undefined;
  const version = await versionOf(path);
  if (version === undefined) return undefined;
  if (!isNewEnough(version.serverVersion)) {
    onProgress(
      `${path} brings Temporal server ${version.serverVersion}; ${OLDEST_SERVER} or newer is needed, so it is not used.`,
    );
    return undefined;
  }
  return { path, source: 'cli', serverVersion: version.serverVersion };
}

/** The first executable of that name in the folders of PATH, then in `more`. */
export function findProgram(name: string, more: readonly string[] = []): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders, ...more].map((folder) => join(folder, programName(name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
