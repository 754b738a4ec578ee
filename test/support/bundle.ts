import { readFile, writeFile } from 'node:fs/promises';
import type { WorkflowBundle } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { stamped } from '../../worker/prebuilt.ts';
import { oncePerRun } from './oncePerRun.ts';

let file: Promise<string> | null = null;

/** The workflow code of today, packed once for the whole run. */
export async function bundleOfToday(): Promise<WorkflowBundle> {
  return { code: await readFile(await bundleFile(), 'utf8') };
}

/** The same as a file, for a worker that is a process of its own. */
export function bundleFile(): Promise<string> {
  file ??= oncePerRun('workflows.bundle.js', async (path) => {
    const { code } = await bundleWorkflows();
    await writeFile(path, await stamped(code));
  });
  return file;
}
