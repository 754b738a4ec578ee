import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporalFrom } from '../../client/index.ts';
import { endWhenHanging } from '../../worker/hanging.ts';
import type { UpOptions } from '../commands/up.ts';
import { CommandError } from '../errors.ts';
import { wholeNumber } from '../input/numbers.ts';
import { terminal } from '../output/terminal.ts';
import { DEFAULT_NAMESPACE } from '../system/connect.ts';
import { editedIn, editedWords } from '../system/edited.ts';
import { libraryFrom } from '../system/procedures.ts';
import { removeRunning, writeRunning } from '../system/running.ts';
import { lookUpsFrom } from '../input/lookUps.ts';
import { configFrom } from './config.ts';
import { onInterrupt } from './interrupt.ts';
import { checkPorts } from './ports.ts';
import { Progress } from './progress.ts';
import { playSamples } from './samples.ts';
import { screen } from './screen.ts';
import { Stops } from './stops.ts';
import { type Started, startSystem } from './system.ts';

/** How long the sample cases may take to notice that it ends. */
const SAMPLES_END_MS = 1_500;

/** Runs until a signal, or until a server of ours ends by itself. Leaves nothing running. */
export async function up(options: UpOptions): Promise<void> {
  // Dates mean the same wherever this runs: nothing may hang on the zone of the machine (DET-3).
  process.env['TZ'] = 'UTC';
  const begun = Date.now();
  const end = new Ending();
  const stops = new Stops();
  stops.add('the watch over itself', 500, endWhenHanging(null));
  const progress = new Progress();
  try {
    const started = await start(options, stops, end, progress);
    progress.done();
    await sayEdited(started, options);
    terminal.out(screen(started, { dataDir: options.dataDir, seconds: (Date.now() - begun) / 1000 }));
    const samples = options.samples ? playSamples(started.client, end.signal) : null;
    await end.came;
    await Promise.race([samples, sleep(SAMPLES_END_MS)]);
    end.signal.throwIfAborted();
  } catch (error) {
    progress.done();
    // Told to stop: that something broke off is no error then.
    if (!end.asked) throw error;
  } finally {
    if (end.signal.aborted) terminal.say('Stopping …');
    await stops.stop((text) => terminal.say(text));
  }
  terminal.say('Stopped. Everything is kept; "npm start" goes on with it.');
}

async function start(options: UpOptions, stops: Stops, end: Ending, progress: Progress): Promise<Started> {
  const { DATABASE_URL, TEMPORAL_NAMESPACE } = process.env;
  const temporal = temporalFrom(process.env);
  const dataDir = resolve(options.dataDir);
  const ports = {
    httpPort: wholeNumber('--http-port', options.httpPort, 1, 65_535),
    temporalPort: wholeNumber('--temporal-port', options.temporalPort, 1, 65_535),
    uiPort: wholeNumber('--ui-port', options.uiPort, 1, 65_535),
  };
  const config = await configFrom(options.config);
  const scenario = await lookUpsFrom(options.lookUps);
  await checkPorts(ports, temporal !== undefined, dataDir);
  const namespace = TEMPORAL_NAMESPACE || DEFAULT_NAMESPACE;
  const started = await startSystem(
    {
      dataDir,
      ...ports,
      httpHost: options.httpHost,
      databaseUrl: DATABASE_URL || undefined,
      temporal,
      namespace,
      procedures: options.procedures ?? process.env['FOLLOWTHROUGH_PROCEDURES'],
      config,
      scenario,
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
  const { databaseUrl, http, ui } = started;
  const { address, namespace: used } = started.temporal;
  writeRunning(dataDir, {
    pid: process.pid,
    since: new Date().toISOString(),
    databaseUrl,
    temporal: { address, namespace: used },
    http,
    ui,
  });
  stops.add('the note of what runs', 500, async () => removeRunning(dataDir));
  return started;
}

/** A procedure that has problems is shown by `check`, and cases that would open on it are refused. */
async function sayEdited({ client }: Started, options: UpOptions): Promise<void> {
  const library = await libraryFrom(options.procedures);
  for (const each of await editedIn(library, client.ledger)) terminal.say(editedWords(each));
}

/** That it ends: somebody asks for it, or a part has ended by itself. */
class Ending {
  readonly #abort = new AbortController();
  /** Somebody asked for the end. */
  asked = false;

  constructor() {
    onInterrupt(() => {
      this.asked = true;
      this.#abort.abort();
    });
  }

  /** Its reason is the error where nobody asked. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get came(): Promise<void> {
    if (this.signal.aborted) return Promise.resolve();
    return new Promise((come) => this.signal.addEventListener('abort', () => come(), { once: true }));
  }

  died(what: string): void {
    this.#abort.abort(new CommandError('FT-CMD-ENDED', `${what} has ended by itself.`));
  }
}
