import type { WorkflowBundleOption } from '@temporalio/worker';
import { converting, type TemporalOptions } from '../client/index.ts';

/** On the first line, so that the line numbers of the source map stay right. */
const SEALS = 'globalThis.followthroughSeals=true;';

/** The parts of a worker's options by which payloads, and what failures say, are sealed where there are keys. */
export function sealing(
  { codec }: Pick<TemporalOptions, 'codec'>,
  bundle: WorkflowBundleOption,
): ReturnType<typeof converting> & { workflowBundle: WorkflowBundleOption } {
  if (codec === undefined) return { workflowBundle: bundle };
  if (!('code' in bundle)) throw new TypeError('where payloads are sealed, workflow code is given as a text');
  return { ...converting({ codec }), workflowBundle: { code: SEALS + bundle.code } };
}
