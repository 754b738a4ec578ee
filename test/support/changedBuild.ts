import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** All that the bundle is made of. */
const PARTS = ['workflows', 'domain', 'activities', 'package.json', 'tsconfig.json'];

/** One place of the sources, and what stands there in the other build. */
export interface Change {
  file: string;
  from: string;
  to: string;
}

/**
 * The workflow code as another build has it; the sources stay as they are.
 * @throws Error when the sources no longer have that place exactly once: a build that is no other one shows nothing
 */
export async function changedBuild({ file, from, to }: Change): Promise<WorkflowBundleWithSourceMap> {
  const folder = await mkdtemp(join(tmpdir(), 'changed-build-'));
  try {
    for (const part of PARTS) await cp(join(ROOT, part), join(folder, part), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const source = await readFile(join(folder, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} does not have once:\n${from}`);
    await writeFile(
      join(folder, file),
      source.replace(from, () => to),
    );
    return await bundleWorkflowCode({
      workflowsPath: join(folder, 'workflows/index.ts'),
      failureConverterPath: join(folder, 'workflows/failures.cjs'),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
