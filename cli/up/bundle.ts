import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';

/** As the worker would bundle it, but with its words in the log: the screen is for the user. */
export function bundleQuietly(log: Logger): Promise<WorkflowBundleOption> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('INFO', ({ message }) => log.debug({ part: 'bundle' }, message)),
  });
}
