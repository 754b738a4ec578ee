import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Subject } from '../../ledger/erasure/rows.ts';

/** Digits of a number that lists write in every possible way: without the code of the country. */
const LOCAL_DIGITS = 10;

/**
 * Deletes fetched reports and their results that name somebody: they have been imported, and the outside system has them.
 * @returns how many files
 */
export async function forgetFiles(folder: string, { cases, addresses }: Subject): Promise<number> {
  const words = [...addresses, ...cases.map((id) => id.split(':').slice(2).join(':'))].map((word) =>
    word.toLowerCase(),
  );
  const numbers = addresses
    .filter((address) => address.startsWith('+'))
    .map((address) => address.replace(/\D/g, '').slice(-LOCAL_DIGITS));
  let deleted = 0;
  for (const entry of await entriesOf(folder)) {
    const file = join(entry.parentPath, entry.name);
    const text = (await readFile(file, 'utf8')).toLowerCase();
    const digits = text.replace(/[^\d\n]/g, '');
    if (!words.some((word) => text.includes(word)) && !numbers.some((each) => digits.includes(each)))
      continue;
    await rm(file, { force: true });
    deleted += 1;
  }
  return deleted;
}

async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
