import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { destination, type Logger, pino } from 'pino';
import { logOptions } from '../../worker/log.ts';

/** The log of worker and gateway: JSON lines in a file, so that the screen stays readable. */
export function openLog(file: string): Logger {
  const log = pino(logOptions(null, process.env), destination({ dest: file, mkdir: true, sync: true }));
  Runtime.install({
    // Our own order of stopping holds, not the SDK's.
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const write = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
      log[write[level]]({ ...meta, part: 'worker' }, message);
    }),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
  });
  return log;
}
