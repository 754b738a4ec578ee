import { Readable } from 'node:stream';
import { types } from 'node:util';
import { Settings } from 'luxon';
import { run } from '../../../cli/main.ts';
import { terminal } from '../../../cli/output/terminal.ts';
import { type Around, type Ended, NOT_FOR_COMMANDS } from './around.ts';

// Jest gives each test file an Error of its own, of which the errors of Node's own modules are no instances.
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, error: unknown): boolean {
    const isOurs = Function.prototype[Symbol.hasInstance].call(this, error);
    return isOurs || (this === Error && types.isNativeError(error));
  },
});

let last: Promise<unknown> = Promise.resolve();

/**
 * The real command line in the test's own process. Commands speak with this process alone, so one runs after another,
 * each with an environment and a standard input of its own.
 */
export function runHere(args: string[], around: Around): Promise<Ended> {
  const ended = last.then(() => inTurn(args, around));
  last = ended.catch(() => undefined);
  return ended;
}

async function inTurn(args: string[], { input, env }: Around): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const restore = [
    surroundedBy(env ?? {}),
    reading(input ?? ''),
    speaking(
      (text) => (stdout += `${text}\n`),
      (text) => (stderr += `${text}\n`),
    ),
  ];
  process.exitCode = undefined;
  try {
    const code = await run(args);
    return { code, signal: null, stdout, stderr };
  } finally {
    process.exitCode = undefined;
    for (const back of restore) back();
  }
}

/** The zone of the machine comes from TZ only when Node starts: here luxon is told. */
function surroundedBy(env: Record<string, string>): () => void {
  const before = { ...process.env };
  const zone = Settings.defaultZone;
  for (const name of NOT_FOR_COMMANDS) delete process.env[name];
  Object.assign(process.env, env);
  if (env['TZ']) Settings.defaultZone = env['TZ'];
  return () => {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
    Settings.defaultZone = zone;
  };
}

function reading(input: string): () => void {
  const before = Object.getOwnPropertyDescriptor(process, 'stdin');
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  return () => {
    if (before) Object.defineProperty(process, 'stdin', before);
  };
}

function speaking(out: (text: string) => void, say: (text: string) => void): () => void {
  const before = { ...terminal };
  Object.assign(terminal, { out, say, width: Number.POSITIVE_INFINITY });
  return () => void Object.assign(terminal, before);
}
