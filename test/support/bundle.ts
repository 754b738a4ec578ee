import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowBundle } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { stamped } from '../../worker/prebuilt.ts';

/** Packing takes three seconds; a machine under load a multiple. */
const PATIENCE_MS = 60_000;

let file: Promise<string> | null = null;

/** The workflow code of today. The test file that asks first packs it for the whole run. */
export async function bundleOfToday(): Promise<WorkflowBundle> {
  return { code: await readFile(await bundleFile(), 'utf8') };
}

/** The same as a file, for a worker that is a process of its own. */
export function bundleFile(): Promise<string> {
  file ??= packed();
  return file;
}

async function packed(): Promise<string> {
  const folder = process.env['FOLLOWTHROUGH_TEST_FOLDER'] ?? (await mkdtemp(join(tmpdir(), 'bundle-')));
  const path = join(folder, 'workflows.bundle.js');
  const given = Date.now();
  while (!existsSync(path)) {
    if (await packs(path)) break;
    if (Date.now() > given + PATIENCE_MS) throw new Error(`nobody has packed ${path}`);
    await sleep(50);
  }
  return path;
}

/** Whether it was this file's turn to pack. It appears when it is whole. */
async function packs(path: string): Promise<boolean> {
  const turn = `${path}.packing`;
  const lock = await open(turn, 'wx').catch(() => null);
  if (!lock) return false;
  try {
    if (existsSync(path)) return true;
    const { code } = await bundleWorkflows();
    await writeFile(`${path}.new`, await stamped(code));
    await rename(`${path}.new`, path);
    return true;
  } finally {
    await lock.close();
    await rm(turn);
  }
}
