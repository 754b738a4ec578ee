import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Held {
  holder: ChildProcess;
  holderPid: number;
  serverPid: number;
  kill(): Promise<void>;
}

/** Starts a server from a process of its own, which the test can kill. */
export async function hold(kind: 'postgres' | 'temporal', options: object): Promise<Held> {
  const script = fileURLToPath(new URL('holder.ts', import.meta.url));
  const holder = spawn(process.execPath, ['--import', 'tsx', script, kind, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = once(createInterface(holder.stdout as NodeJS.ReadableStream), 'line').then(([text]) =>
    String(text),
  );
  const ended = once(holder, 'exit').then(() => {
    throw new Error(`The process that holds ${kind} ended`);
  });
  ended.catch(() => undefined);
  const { pid } = JSON.parse(await Promise.race([line, ended])) as { pid: number };
  return {
    holder,
    holderPid: holder.pid as number,
    serverPid: pid,
    kill: async () => {
      const exit = once(holder, 'exit');
      holder.kill('SIGKILL');
      await exit;
    },
  };
}
