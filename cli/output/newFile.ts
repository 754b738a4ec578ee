import { open, rm } from 'node:fs/promises';
import { CommandError } from '../errors.ts';

/**
 * Writes a file that must not be there yet. It is made before its content, so that what is logged as printed can be
 * written; without content there is no file.
 * @throws CommandError FT-CMD-FILE
 */
export async function writeNew(path: string, content: () => Promise<Buffer | null>): Promise<void> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'is there already' : `cannot be written: ${error.message}`;
    throw new CommandError('FT-CMD-FILE', `${path} ${why}.`);
  });
  let written = false;
  try {
    const body = await content();
    if (body === null) return;
    await file.writeFile(body);
    await file.sync();
    written = true;
  } finally {
    await file.close();
    if (!written) await rm(path, { force: true });
  }
}
