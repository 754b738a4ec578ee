import type { Instant } from '../../domain/program/program.ts';

/** A line before it is shown. Lines with the same `again` that follow each other say one thing several times. */
export interface Line {
  at: Instant;
  words: string;
  again?: string;
}

/**
 * A channel that is off for a week puts a message off every half hour: that is one line, with how often and until when.
 * @param label an instant in the zone of whoever reads
 */
export function folded(lines: readonly Line[], label: (at: Instant) => string): Line[] {
  const runs: [Line, ...Line[]][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && line.again !== undefined && line.again === run[0].again) run.push(line);
    else runs.push([line]);
  }
  return runs.map(([first, ...more]) => {
    const last = more.at(-1);
    return last
      ? { ...first, words: `${first.words}, ${more.length + 1} times until ${label(last.at)}` }
      : first;
  });
}
