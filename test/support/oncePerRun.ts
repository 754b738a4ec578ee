import { existsSync } from 'node:fs';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is made here takes seconds; on a machine under load a multiple. */
const PATIENCE_MS = 120_000;

/**
 * A file or folder that all test files of a run share. The file that asks first makes it.
 * @param make is told where to put it; it gets its name when it is whole
 * @returns its path
 */
export async function oncePerRun(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const folder = process.env['FOLLOWTHROUGH_TEST_FOLDER'] ?? (await mkdtemp(join(tmpdir(), 'alone-')));
  const path = join(folder, name);
  const given = Date.now();
  while (!existsSync(path)) {
    if (await madeNow(path, make)) break;
    if (Date.now() > given + PATIENCE_MS) throw new Error(`nobody has made ${path}`);
    await sleep(50);
  }
  return path;
}

/** Whether it was this file's turn. */
async function madeNow(path: string, make: (path: string) => Promise<void>): Promise<boolean> {
  const turn = `${path}.turn`;
  const lock = await open(turn, 'wx').catch(() => null);
  if (!lock) return false;
  try {
    if (existsSync(path)) return true;
    await make(`${path}.new`);
    await rename(`${path}.new`, path);
    return true;
  } finally {
    await lock.close();
    await rm(turn);
  }
}
