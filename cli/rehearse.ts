import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Followthrough } from '../client/index.ts';
import { sandboxConfig } from '../connectors/config/config.ts';
import { terminal } from './output/terminal.ts';
import { DEFAULT_NAMESPACE, findSystem, usingClient } from './system/connect.ts';
import { INTERRUPTED, onInterrupt } from './up/interrupt.ts';
import { Progress } from './up/progress.ts';
import { Stops } from './up/stops.ts';

/**
 * Works with the system that runs, or with one that is started for this alone and removed afterwards.
 * @param work told whether the system stays when it is done
 */
export async function onStage(
  options: { dataDir?: string; procedures?: string },
  work: (client: Followthrough, stays: boolean) => Promise<void>,
): Promise<void> {
  const running = findSystem(options.dataDir);
  if (running) return usingClient(running, options.procedures, (client) => work(client, true));
  terminal.say('Nothing runs here, so a system is started for this rehearsal alone and removed afterwards.');
  await onThrowawayStage(options.procedures, (client) => work(client, false));
}

async function onThrowawayStage(
  procedures: string | undefined,
  work: (client: Followthrough) => Promise<void>,
): Promise<void> {
  const broken = new AbortController();
  const unheard = onInterrupt(() => broken.abort());
  const progress = new Progress();
  const stops = new Stops();
  try {
    const { FOLDER_MODE, startSystem } = await import('./up/system.ts');
    const folder = await mkdtemp(join(tmpdir(), 'followthrough-rehearsal-'));
    stops.add('the temporary folder', 5_000, () => rm(folder, { recursive: true, force: true }));
    await chmod(folder, FOLDER_MODE);
    const { client } = await startSystem(
      {
        dataDir: folder,
        bare: true,
        namespace: DEFAULT_NAMESPACE,
        procedures: procedures ?? process.env['FOLLOWTHROUGH_PROCEDURES'],
        config: sandboxConfig(),
        signal: broken.signal,
        progress: (line) => {
          broken.signal.throwIfAborted();
          progress.show(line);
        },
        onDeath: (what) => terminal.say(`${what} has ended by itself.`),
      },
      stops,
    );
    progress.done();
    await Promise.race([work(client), aborted(broken.signal)]);
  } catch (error) {
    if (!broken.signal.aborted) throw error;
    process.exitCode = INTERRUPTED;
  } finally {
    progress.done();
    await stops.stop((text) => terminal.say(text));
    unheard();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('broken off')), { once: true });
    if (signal.aborted) reject(new Error('broken off'));
  });
}
