import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportError } from '../../domain/intake/errors.ts';

/** A file that was changed so lately is still being written. */
const SETTLED_MS = 5_000;
const DONE = 'done';

/** The lists that lie in a watched folder and are whole, in the order of their names. @throws ImportError */
export async function waitingIn(folder: string, now: number = Date.now()): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new ImportError('FT-INT-FETCH', 'the folder of the report cannot be read.', { cause: error });
  });
  const lists: string[] = [];
  for (const name of names.filter((each) => isList(each)).sort()) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() && now - found.mtimeMs >= SETTLED_MS) lists.push(join(folder, name));
  }
  return lists;
}

function isList(name: string): boolean {
  return /\.(csv|tsv)$/i.test(name) && !/^\.|\.result\.csv$/i.test(name);
}

/** Where a list and its result lie when it has been imported: it is not imported a second time. */
export async function putAway(folder: string, name: string, stamp: string): Promise<void> {
  await mkdir(join(folder, DONE), { recursive: true, mode: 0o700 });
  await rename(join(folder, name), join(folder, DONE, `${stamp}-${name}`));
}
