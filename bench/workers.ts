import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../embedded/child.ts';
import type { StopSteps } from '../embedded/processes.ts';

/** What a worker process is told by its environment. */
export interface Surroundings {
  folder: string;
  address: string;
  namespace: string;
  databaseUrl: string;
}

/** A process of the comparison, and the file that it writes to. */
export interface Part {
  child: Pick<Child, 'exited'>;
  logFile: string;
}

/** Longer than a worker gives its running work. */
const STOP: StopSteps = [
  ['SIGTERM', 40_000],
  ['SIGKILL', 5_000],
];

/** A process of its own for each side, so that its processor time is known. */
export function startWorkerProcess(script: string, around: Surroundings): Promise<Started> {
  return startProcess(script, [], around);
}

/** The gateway as it runs apart from everything else. */
export function startGatewayProcess(port: number, around: Surroundings): Promise<Started> {
  return startProcess('../cli/followthrough.mjs', ['gateway', '--http-port', String(port)], around);
}

type Started = Part & { pid: number; stop(): Promise<void> };

async function startProcess(
  script: string,
  args: string[],
  { folder, address, namespace, databaseUrl }: Surroundings,
): Promise<Started> {
  const logFile = join(folder, `${script.replaceAll(/\W+/g, '-')}.log`);
  const child = await startChild({
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), fileURLToPath(new URL(script, import.meta.url)), ...args],
    env: {
      ...process.env,
      TZ: 'UTC',
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
      DATABASE_URL: databaseUrl,
      // Not there: sandboxes everywhere, however this machine is configured.
      FOLLOWTHROUGH_CONFIG: join(folder, 'none.yaml'),
    },
    logFile,
    onOurDeath: 'SIGTERM',
  });
  return { child, logFile, pid: child.pid, stop: () => child.stop(STOP) };
}

/** Rejects, with the end of its log, when one of the processes ends by itself: what is measured then means nothing. */
export function whenOneEnds(parts: Record<string, Part>): Promise<never> {
  const all = Object.entries(parts).map(async ([name, { child, logFile }]): Promise<never> => {
    await child.exited;
    const log = await readFile(logFile, 'utf8').catch(() => '');
    const last = log.trimEnd().split('\n').slice(-10).join('\n');
    throw new Error(`${name} ended in the middle of the run. The end of its log:\n${last}`);
  });
  const first = Promise.race(all);
  // At the orderly end they all end, and nobody listens any more.
  for (const one of [...all, first]) one.catch(() => undefined);
  return first;
}
