import { type LoggerOptions, pino } from 'pino';

/** Of an error only what it is and where it came from: other fields of a database's error quote whole rows. */
function brief(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  return { type: name, message, stack, ...('code' in error ? { code: error.code } : {}) };
}

/** How worker and gateway log: JSON lines, at the level of FOLLOWTHROUGH_LOG_LEVEL, without what people wrote. */
export function logOptions(part: string | null, env: Record<string, string | undefined>): LoggerOptions {
  return {
    ...(part === null ? {} : { base: { part } }),
    level: env['FOLLOWTHROUGH_LOG_LEVEL'] || 'info',
    serializers: { err: brief, error: brief },
  };
}

/** The log of a process of its own, on standard output. */
export function processLog(part: string, env: Record<string, string | undefined> = process.env) {
  return pino(logOptions(part, env));
}
