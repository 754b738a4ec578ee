import { resolve } from 'node:path';
import type { UpOptions } from '../commands/up.ts';
import { EXIT } from '../exit.ts';
import { wholeNumber } from '../input/numbers.ts';
import { terminal } from '../output/terminal.ts';
import { DEFAULT_NAMESPACE } from '../system/connect.ts';
import { removeRunning, writeRunning } from '../system/running.ts';
import { configFrom } from './config.ts';
import { checkPorts } from './ports.ts';
import { Progress } from './progress.ts';
import { playSamples } from './samples.ts';
import { screen } from './screen.ts';
import { Stops } from './stops.ts';
import { type Started, startSystem } from './system.ts';

/** Runs until a signal, or until a server of ours ends by itself. Leaves nothing running. */
export async function up(options: UpOptions): Promise<void> {
  // Dates mean the same wherever this runs: nothing may hang on the zone of the machine (DET-3).
  process.env['TZ'] = 'UTC';
  const begun = Date.now();
  const end = new Ending();
  const stops = new Stops();
  const progress = new Progress();
  let exit: number = EXIT.ok;
  try {
    const started = await start(options, stops, end, progress);
    progress.done();
    terminal.out(screen(started, { ...options, seconds: (Date.now() - begun) / 1000 }));
    const samples = options.samples ? playSamples(started.client, end.signal) : Promise.resolve();
    const died = await end.came;
    await samples;
    if (died !== null) {
      terminal.say(
        `${died} has ended by itself; stopping. The logs are in ${resolve(options.dataDir, 'logs')}.`,
      );
      exit = EXIT.unreachable;
    }
  } catch (error) {
    progress.done();
    // Told to stop while starting: that something broke off is no error then.
    if (!end.asked) throw error;
  } finally {
    if (end.signal.aborted) terminal.say('Stopping …');
    await stops.stop((text) => terminal.say(text));
  }
  if (exit === EXIT.ok) terminal.say('Stopped. Everything is kept; "npm start" goes on with it.');
  process.exitCode = exit;
}

async function start(options: UpOptions, stops: Stops, end: Ending, progress: Progress): Promise<Started> {
  const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = process.env;
  const dataDir = resolve(options.dataDir);
  const ports = {
    httpPort: wholeNumber('--http-port', options.httpPort, 1, 65_535),
    temporalPort: wholeNumber('--temporal-port', options.temporalPort, 1, 65_535),
    uiPort: wholeNumber('--ui-port', options.uiPort, 1, 65_535),
  };
  const config = await configFrom(options.config);
  await checkPorts(ports, TEMPORAL_ADDRESS !== undefined, dataDir);
  const namespace = TEMPORAL_NAMESPACE || DEFAULT_NAMESPACE;
  const started = await startSystem(
    {
      dataDir,
      ...ports,
      databaseUrl: DATABASE_URL || undefined,
      temporalAddress: TEMPORAL_ADDRESS || undefined,
      namespace,
      procedures: options.procedures ?? process.env['FOLLOWTHROUGH_PROCEDURES'],
      config,
      signal: end.signal,
      progress: (line) => {
        end.signal.throwIfAborted();
        progress.show(line);
      },
      onDeath: (what) => end.died(what),
    },
    stops,
  );
  end.signal.throwIfAborted();
  const { databaseUrl, temporal, http, ui } = started;
  writeRunning(dataDir, {
    pid: process.pid,
    since: new Date().toISOString(),
    databaseUrl,
    temporal,
    http,
    ui,
  });
  stops.add('the note of what runs', 500, async () => removeRunning(dataDir));
  return started;
}

/** Why it ends: a signal (null), or the part that ended by itself. A second signal does not wait. */
class Ending {
  readonly #abort = new AbortController();
  readonly came: Promise<string | null>;
  /** Somebody asked for the end. */
  asked = false;
  #resolve: (died: string | null) => void = () => undefined;

  constructor() {
    this.came = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#signal());
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  died(what: string): void {
    this.#resolve(what);
    this.#abort.abort();
  }

  #signal(): void {
    if (this.asked) process.exit(130);
    this.asked = true;
    this.#resolve(null);
    this.#abort.abort();
  }
}
