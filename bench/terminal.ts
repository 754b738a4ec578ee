import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { InvalidArgumentError } from 'commander';

/** Progress goes to the standard error, so that the figures can be piped. */
export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

/** A whole number above zero. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('give a whole number above zero');
  return Number(text);
}

/** The bundler's report of what it packed is not what one wants to read here. */
export function quietSdk(): void {
  Runtime.install({
    logger: new DefaultLogger('WARN'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
  });
}
