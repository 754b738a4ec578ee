import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../../cli/followthrough.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it has printed so far. */
  printed: () => { stdout: string; stderr: string };
}

interface Around {
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
}

/** Starts the real command, as a person at a terminal would. */
export function start(args: string[], { input, env, cwd }: Around = {}): Started {
  // What the test machine may have set must not decide which system a command talks to.
  const clean = { ...process.env };
  for (const name of [
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'TEMPORAL_NAMESPACE',
    'FOLLOWTHROUGH_AS',
    'NODE_OPTIONS',
  ])
    delete clean[name];
  const child = spawn(process.execPath, [ENTRY, ...args], {
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

export function run(args: string[], around: Around = {}): Promise<Ended> {
  return start(args, around).ended;
}

/** Standard output as JSON lines. */
export function lines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
