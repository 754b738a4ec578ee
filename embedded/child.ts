import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLog } from './logFile.ts';
import { markOf, type StopSteps, stopProcess } from './processes.ts';
import { watchOver } from './watchdog.ts';

export interface ChildOptions {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  uid?: number | undefined;
  gid?: number | undefined;
  /**
   * How the child learns of our death, kill -9 included: `pipe` when it watches its standard input itself,
   * a signal when a watchdog has to send it.
   */
  onOurDeath: 'pipe' | NodeJS.Signals;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server process of ours. */
export interface Child {
  readonly pid: number;
  /** Resolves when the process is gone, wanted or not; never rejects. */
  readonly exited: Promise<Exit>;
  stop(steps: StopSteps): Promise<void>;
}

/**
 * Starts a server in a process group of its own: Ctrl-C in the terminal reaches only us, and our orderly stop
 * decides. The child does not keep our process alive.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openLog(options.logFile);
  const stdin = options.onOurDeath === 'pipe' ? 'pipe' : 'ignore';
  const { command, args, env, uid, gid } = options;
  const child = spawn(command, args, {
    env,
    detached: true,
    stdio: [stdin, log, log],
    windowsHide: true,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  const exited = new Promise<Exit>((done) => child.once('exit', (code, signal) => done({ code, signal })));
  await spawned(child).finally(() => closeSync(log));
  child.stdin?.on('error', () => undefined);
  const pid = child.pid as number;
  const mark = markOf(pid) ?? { pid, started: '' };
  const callOff = options.onOurDeath === 'pipe' ? () => undefined : watchOver(pid, options.onOurDeath);
  void exited.then(callOff);
  release(child);
  return {
    pid,
    exited,
    stop: async (steps) => {
      child.ref();
      if (child.exitCode === null && child.signalCode === null) await stopProcess(mark, steps);
      await exited;
    },
  };
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

function release(child: ChildProcess): void {
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
}
