import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Around, type Ended, NOT_FOR_COMMANDS } from './around.ts';
import { runHere } from './here.ts';

export type { Ended } from './around.ts';

const ENTRY = fileURLToPath(new URL('../../../cli/followthrough.mjs', import.meta.url));

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it has printed so far. */
  printed: () => { stdout: string; stderr: string };
}

/** Starts the real command as a process of its own, as a person at a terminal would. */
export function start(args: string[], { input, env, cwd, entry = ENTRY }: Around = {}): Started {
  const clean = { ...process.env };
  for (const name of NOT_FOR_COMMANDS) delete clean[name];
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...clean, ...env },
    ...(cwd ? { cwd } : {}),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended, printed: () => ({ stdout, stderr }) };
}

/**
 * Runs a command line to its end: in the test's own process, which takes a fiftieth of the time, unless it is `up`,
 * which hears signals, or has a folder of its own to run in.
 */
export function run(args: string[], around: Around = {}): Promise<Ended> {
  const needsProcess = args[0] === 'up' || around.cwd !== undefined;
  return needsProcess ? start(args, around).ended : runHere(args, around);
}

/** Standard output as JSON lines. */
export function lines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
