import { fileURLToPath } from 'node:url';
import { FAILURES } from '../client/payloads/converter.ts';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/**
 * The workflow code as one script, the same for the worker, the replay suite and the test that searches it.
 * @param say is told what the bundler says, its size included
 */
export async function bundleWorkflows(
  say: (words: string) => void = () => undefined,
): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    failureConverterPath: FAILURES,
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('INFO', ({ message, meta }) => say(`${message} ${JSON.stringify(meta ?? {})}`)),
  });
}
