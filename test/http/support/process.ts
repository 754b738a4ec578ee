import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Stage } from '../../client/support/stage.ts';

export interface GatewayProcess {
  url: string;
  /** As kill -9 does it: no handler runs, nothing is finished. */
  kill(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('./gatewayProcess.ts', import.meta.url));

export async function gatewayProcess(stage: Stage): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      LEDGER_URL: stage.ledgerUrl,
      TEMPORAL: stage.address,
      TASK_QUEUE: stage.taskQueue,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await firstLine(child);
  return {
    url: `http://127.0.0.1:${port}`,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the gateway ended before it listened');
  });
  const [line] = (await Promise.race([once(child.stdout ?? child, 'data'), ended])) as [Buffer];
  return line.toString().trim();
}
