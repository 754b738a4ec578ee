import { url as debuggedAt } from 'node:inspector';
import { Worker } from 'node:worker_threads';

/** Longer than anything of ours blocks: the largest mail, a collection of garbage, both on a busy machine. */
const SECONDS = 60;
const LOOKS = 12;

/**
 * What the thread runs, in plain JavaScript because nothing translates the sources of a thread. It counts its own looks:
 * while the machine sleeps or the process is stopped it makes none.
 */
const THREAD = `
const { write } = require('node:fs');
const { signs, looks, every, part, msg } = require('node:worker_threads').workerData;
let heard = 0;
let silent = 0;
const timer = setInterval(() => {
  const told = Atomics.load(signs, 0);
  silent = told === heard ? silent + 1 : 0;
  heard = told;
  if (silent < looks) return;
  clearInterval(timer);
  const end = () => process.kill(process.pid, 'SIGKILL');
  // Whoever reads it may be what everything waits for.
  setTimeout(end, 1_000);
  const line = part === null ? 'Followthrough: ' + msg + '.' : JSON.stringify({ level: 60, time: Date.now(), part, msg });
  write(2, line + '\\n', end);
}, every);
`;

/**
 * F27: ends this process with SIGKILL when its main thread gives no sign of life for FOLLOWTHROUGH_HANG_SECONDS (60; 0: never),
 * because nothing else would: whoever watches over it starts anew what has ended, not what hangs. One line on standard error
 * says so. Under a debugger nothing is watched: it holds the main thread for as long as somebody looks.
 * @param part what the log calls this process; null: the line is for people
 * @param well whether it does what it is there for: one that says no for as long is ended as well
 * @returns ends the watch
 */
export function endWhenHanging(part: string | null, well = () => true): () => Promise<unknown> {
  const seconds = secondsOf(process.env['FOLLOWTHROUGH_HANG_SECONDS'] || SECONDS);
  if (seconds === 0 || debuggedAt() !== undefined) return async () => undefined;
  const signs = new Int32Array(new SharedArrayBuffer(4));
  const every = (seconds * 1_000) / LOOKS;
  const msg = `no sign of life for ${seconds} s: this process hangs, and ends so that it can be started anew`;
  const thread = new Worker(THREAD, {
    eval: true,
    env: {},
    execArgv: [],
    // Unused; joined to ours they would make ours non-blocking.
    stdout: true,
    stderr: true,
    workerData: { signs, looks: LOOKS, every, part, msg },
  });
  thread.unref();
  const timer = setInterval(() => well() && Atomics.add(signs, 0, 1), every / 2).unref();
  return () => {
    clearInterval(timer);
    return thread.terminate();
  };
}

function secondsOf(given: string | number): number {
  const seconds = Number(given);
  if (seconds === 0 || (seconds >= 1 && seconds <= 86_400)) return seconds;
  throw new Error(`FOLLOWTHROUGH_HANG_SECONDS is ${given}: it takes 1 to 86400, or 0 for never`);
}
