import { readFile, rename, rm } from 'node:fs/promises';
import { newId } from '../../ledger/id.ts';
import { writeNew } from './newFile.ts';

const SAYS = 'Its letters are being printed, or that was interrupted: give the same command again. ';
const ID = /^[0-9a-f-]{36}$/;

/**
 * As `writeNew`, of what is on record as printed while it is made: until the file holds it, it holds the id of the request,
 * so that the same command after a crash prints the same letters.
 * @param make throws an error with a code of ours only as long as nothing is on record; null: there is nothing to print
 * @throws CommandError FT-CMD-FILE
 */
export async function printInto(path: string, make: (id: string) => Promise<Buffer | null>): Promise<void> {
  const begun = await idIn(path);
  const id = begun ?? newId();
  if (begun === null) await writeNew(path, async () => Buffer.from(SAYS + id));
  const body = await make(id).catch(async (error: unknown) => {
    if (isOurs(error)) await rm(path, { force: true });
    throw error;
  });
  if (body === null) return rm(path, { force: true });
  const part = `${path}.part`;
  await rm(part, { force: true });
  await writeNew(part, async () => body);
  await rename(part, path);
}

async function idIn(path: string): Promise<string | null> {
  const text = await readFile(path, 'latin1').catch(() => '');
  const id = text.startsWith(SAYS) ? text.slice(SAYS.length) : '';
  return ID.test(id) ? id : null;
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('FT-');
}
