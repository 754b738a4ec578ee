import { InvalidArgumentError } from 'commander';

/** Progress goes to the standard error, so that the figures can be piped. */
export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

/** A whole number above zero. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('give a whole number above zero');
  return Number(text);
}
