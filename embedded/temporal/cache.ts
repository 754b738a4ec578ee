import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where binaries are kept that were built or downloaded once for this user: FOLLOWTHROUGH_CACHE, or the system's place. */
export function defaultCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env['FOLLOWTHROUGH_CACHE']) return env['FOLLOWTHROUGH_CACHE'];
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'followthrough', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'followthrough');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'followthrough');
}

/** The file name of a program on this system. */
export function programName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
