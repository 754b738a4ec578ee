import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CommandError } from '../errors.ts';

/** A line of the input: its number from 1, and the object on it or why there is none. */
export type Line =
  | { number: number; object: Record<string, unknown> }
  | { number: number; wrong: CommandError };

/**
 * The objects of a JSON-lines file, one by one; `-` is standard input. Blank lines are passed over.
 * @throws CommandError when the file cannot be read
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  const texts = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let failed: Error | undefined;
  input.on('error', (error: Error) => {
    failed = error;
    texts.close();
  });
  let number = 0;
  for await (const text of texts) {
    number += 1;
    if (text.trim() !== '') yield readLine(number, text);
  }
  if (failed) throw new CommandError('FT-CMD-FILE', `${path} cannot be read: ${failed.message}`);
}

function readLine(number: number, text: string): Line {
  try {
    const object: unknown = JSON.parse(number === 1 ? text.replace(/^\ufeff/, '') : text);
    if (typeof object === 'object' && object !== null && !Array.isArray(object))
      return { number, object: object as Record<string, unknown> };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { number, wrong: new CommandError('FT-CMD-LINE', `line ${number} is not JSON: ${reason}`) };
  }
  return { number, wrong: new CommandError('FT-CMD-LINE', `line ${number} is not a JSON object of facts`) };
}
