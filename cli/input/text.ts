import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CommandError } from '../errors.ts';

/** A whole text file; `-` is standard input. @throws CommandError when it cannot be read */
export async function textOf(path: string): Promise<string> {
  try {
    return await text(path === '-' ? process.stdin : createReadStream(path));
  } catch (error) {
    throw new CommandError('FT-CMD-FILE', `${path} cannot be read: ${(error as Error).message}`);
  }
}
