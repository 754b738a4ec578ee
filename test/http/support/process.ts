import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Stage } from '../../client/support/stage.ts';
import { builtCommand } from '../../support/built.ts';

export interface GatewayProcess {
  url: string;
  /** As kill -9 does it: no handler runs, nothing is finished. */
  kill(): Promise<void>;
}

/** The gateway as a process of its own, so that a test can kill it. */
export async function gatewayProcess(stage: Stage): Promise<GatewayProcess> {
  const args = ['gateway', '--http-port', '0', '--config', 'none.yaml'];
  const child = spawn(process.execPath, [await builtCommand(), ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_TASK_QUEUE: stage.taskQueue,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const url = await said(child).catch((error: Error) => {
    throw new Error(`${error.message}: ${errors.join('')}`);
  });
  child.stdout.resume();
  return {
    url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Where it says that it listens. */
async function said(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const url = /^The gateway listens: (\S+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('the gateway ended before it listened');
}
