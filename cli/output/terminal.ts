/** Where a command speaks: results on stdout, everything else on stderr, so that results can be piped. */
export interface Terminal {
  /** A result, for people or for programs. */
  out(text: string): void;
  /** Progress, hints and errors. */
  say(text: string): void;
  /** Columns a line may have; Infinity when nobody looks, so that nothing is cut. */
  width: number;
}

/** The widest line that still reads well. */
const READABLE = 140;

export const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
  width: process.stdout.isTTY ? Math.min(process.stdout.columns ?? READABLE, READABLE) : Number.POSITIVE_INFINITY,
};

/** One document or one line of many: JSON on stdout. */
export function json(document: unknown): void {
  terminal.out(JSON.stringify(document));
}
