import { destination, type Logger, pino } from 'pino';
import { logOptions } from '../../worker/log.ts';
import { logRuntime } from '../../worker/runtimeLog.ts';

/** The log of worker and gateway: JSON lines in a file, so that the screen stays readable. */
export function openLog(file: string): Logger {
  const log = pino(logOptions(null, process.env), destination({ dest: file, mkdir: true, sync: true }));
  logRuntime(log, { part: 'worker' });
  return log;
}
