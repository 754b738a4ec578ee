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
  /** What it has written so far, line by line: its log, and nothing else. */
  lines: readonly string[];
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
  const lines: string[] = [];
  const polling = await new Promise<Record<string, unknown>>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr])
      createInterface(output).on('line', (line) => {
        lines.push(line);
        if (line.includes('"polling"')) resolve(JSON.parse(line));
      });
    void gone.then(() => reject(new Error(`the worker ended before it polled: ${lines.join('\n')}`)));
  });
  return {
    pid: child.pid ?? 0,
    polling,
    lines,
    ended: gone.then(() => child.signalCode),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone;
    },
  };
}
