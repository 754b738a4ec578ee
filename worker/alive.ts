import { writeFile } from 'node:fs/promises';

const EVERY_MS = 10_000;

/**
 * Writes a file again and again as long as the worker polls: a worker has no port that whoever watches over it could
 * ask, so they look at how old the file is.
 * @param file none: nothing is written
 * @returns ends it
 */
export function showAlive(file: string | undefined, worker: { state(): string }): () => void {
  if (!file) return () => undefined;
  const show = () => {
    // A disk that is full shows as a file that grows old.
    if (worker.state() === 'RUNNING') void writeFile(file, `${process.pid}\n`).catch(() => undefined);
  };
  show();
  const timer = setInterval(show, EVERY_MS).unref();
  return () => clearInterval(timer);
}
