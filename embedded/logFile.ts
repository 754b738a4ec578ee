import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const ROTATE_AT = 10 * 1024 * 1024;
const TAIL_BYTES = 65_536;
/** Stack traces sit in one line of a JSON log. */
const LINE = 300;

/** Opens a log for a child process to append to. One older log is kept, so two starts stay readable. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    if (statSync(file).size > ROTATE_AT) renameSync(file, `${file}.1`);
  } catch {
    // No log yet.
  }
  return openSync(file, 'a', 0o600);
}

/** The last lines of a log, for an error message. */
export function lastLines(file: string, count = 8): string {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return '(no log)';
  }
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    return buffer
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(-count)
      .map((line) => line.slice(0, LINE))
      .join('\n');
  } finally {
    closeSync(fd);
  }
}
