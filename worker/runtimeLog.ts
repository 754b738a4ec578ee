import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Temporal's SDK logs where we log and as we log. By itself it would print whole errors, and those of a database quote rows.
 * Once in a process, before anything of the SDK is used.
 * @param fields stand in each of its lines
 */
export function logRuntime(log: Logger, fields: Record<string, string> = {}): void {
  Runtime.install({
    // Our own order of stopping holds, not the SDK's.
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const write = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
      log[write[level]]({ ...meta, ...fields }, message);
    }),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
  });
}
