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
  width: process.stdout.isTTY
    ? Math.min(process.stdout.columns ?? READABLE, READABLE)
    : Number.POSITIVE_INFINITY,
};

/** Keys under which our documents hold instants. */
const INSTANT = /^(at|until|notAfter|deliveredAt)$|(At|_at)$/;

/**
 * One document, or one line of many: JSON on standard output. Instants are ISO 8601.
 * @param write how an instant is written; without it in UTC
 */
export function json(document: unknown, write = (at: number) => new Date(at).toISOString()): void {
  const replace = (key: string, value: unknown) =>
    typeof value === 'number' && INSTANT.test(key) ? write(value) : value;
  terminal.out(JSON.stringify(document, replace));
}

/** A list as JSON lines. */
export function jsonLines(documents: readonly unknown[]): void {
  for (const document of documents) json(document);
}
