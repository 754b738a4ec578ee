import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { builtProduct } from './built.ts';

export interface WorkerProcess {
  pid: number;
  /** The line of its log that says that it polls. */
  polling: Record<string, unknown>;
  /** The signal that has ended it, once it has. */
  ended: Promise<NodeJS.Signals | null>;
  /** As kill -9 does it: no handler runs, nothing is finished. */
  kill(): Promise<void>;
}

/** A worker as a process of its own, as it runs beside others. Resolves when it polls. */
export async function workerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const main = join(await builtProduct(), 'dist', 'worker', 'main.js');
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const polls = (async () => {
    for await (const line of createInterface(child.stdout))
      if (line.includes('"polling"')) return JSON.parse(line) as Record<string, unknown>;
    throw new Error(`the worker ended before it polled: ${errors.join('')}`);
  })();
  const polling = await polls;
  child.stdout.resume();
  return {
    pid: child.pid ?? 0,
    polling,
    ended: gone.then(() => child.signalCode),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone;
    },
  };
}
