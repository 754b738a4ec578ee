import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { SideName } from './sides.ts';

const PATHS = { ours: '../workflows/index.ts', bare: './bare.ts' };

/** The workflow code of a side as one script, packed without a word. */
export function bundleOf(side: SideName): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(PATHS[side], import.meta.url)),
    logger: new DefaultLogger('WARN'),
  });
}

/** Characters of each side's script. */
export async function bundleSizes(): Promise<Record<SideName, number>> {
  const [ours, bare] = await Promise.all([bundleOf('ours'), bundleOf('bare')]);
  return { ours: ours.code.length, bare: bare.code.length };
}
