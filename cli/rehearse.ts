import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Followthrough } from '../client/index.ts';
import { sandboxConfig } from '../connectors/config/config.ts';
import { terminal } from './output/terminal.ts';
import { DEFAULT_NAMESPACE, findSystem, usingClient } from './system/connect.ts';
import { Progress } from './up/progress.ts';
import { Stops } from './up/stops.ts';

/** Works with the system that runs, or with one that is started for this alone and removed afterwards. */
export async function onStage(
  options: { dataDir?: string; procedures?: string },
  work: (client: Followthrough) => Promise<void>,
): Promise<void> {
  const running = findSystem(options.dataDir);
  if (running) return usingClient(running, options.procedures, work);
  terminal.say('Nothing runs here, so a system is started for this rehearsal alone and removed afterwards.');
  await onThrowawayStage(options.procedures, work);
}

async function onThrowawayStage(
  procedures: string | undefined,
  work: (client: Followthrough) => Promise<void>,
): Promise<void> {
  const { FOLDER_MODE, startSystem } = await import('./up/system.ts');
  const folder = await mkdtemp(join(tmpdir(), 'followthrough-rehearsal-'));
  await chmod(folder, FOLDER_MODE);
  const stops = new Stops();
  stops.add('the temporary folder', 5_000, () => rm(folder, { recursive: true, force: true }));
  const progress = new Progress();
  const broken = new AbortController();
  const breakOff = () => {
    broken.abort(new Error('broken off'));
    void stops.stop(() => undefined).then(() => process.exit(130));
  };
  process.once('SIGINT', breakOff).once('SIGTERM', breakOff);
  try {
    const { client } = await startSystem(
      {
        dataDir: folder,
        bare: true,
        namespace: DEFAULT_NAMESPACE,
        procedures: procedures ?? process.env['FOLLOWTHROUGH_PROCEDURES'],
        config: sandboxConfig(),
        signal: broken.signal,
        progress: (line) => progress.show(line),
        onDeath: (what) => terminal.say(`${what} has ended by itself.`),
      },
      stops,
    );
    progress.done();
    await work(client);
  } finally {
    progress.done();
    await stops.stop((text) => terminal.say(text));
    process.off('SIGINT', breakOff).off('SIGTERM', breakOff);
  }
}
