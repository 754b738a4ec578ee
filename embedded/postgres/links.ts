import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Makes the links between shared libraries that the package cannot carry. It does so in an install script, which
 * is not run where scripts are switched off.
 */
export function makeLinks(programs: string): void {
  const list = join(programs, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(dirname(programs), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
