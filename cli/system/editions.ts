import { statSync } from 'node:fs';
import { Edition } from '../../domain/dryRun/edition.ts';
import { DryRunError } from '../../domain/dryRun/errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { findProcedure } from '../../ledger/procedures.ts';
import { keptEditions } from '../../ledger/pastCases.ts';
import type { Library } from '../../procedures/library.ts';
import { libraryFrom, soundIn } from './procedures.ts';

/** An edition and how it is called. */
export interface Named {
  edition: Edition;
  label: string;
}

/** Whether the word is a folder of procedures, and no version of the ledger. */
export function isFolder(word: string): boolean {
  return !/^\d+$/.test(word) && (statSync(word, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

export async function editionInFolder(folder: string, name: string): Promise<Named> {
  const { procedure, calendar } = soundIn(await libraryFrom(folder), name);
  return { edition: new Edition(procedure, calendar), label: `version ${procedure.version} in ${folder}` };
}

/**
 * A version that the ledger keeps, by its number or the beginning of its hash, on its calendar as the files have it today.
 * @throws DryRunError FT-DRY-VERSION
 */
export async function editionInLedger(
  ledger: Ledger,
  { name, word, library }: { name: string; word: string; library: Library },
): Promise<Named> {
  const kept = await keptEditions(ledger, name);
  const found = kept.filter(({ version, hash }) =>
    /^\d{1,5}$/.test(word) ? version === Number(word) : word.length >= 6 && hash.startsWith(word),
  );
  const [only, ...more] = found;
  if (!only || more.length > 0) {
    const listed = (more.length > 0 ? found : kept).map(
      ({ version, hash }) => `${version} (${hash.slice(0, 10)})`,
    );
    const says = only
      ? `${name} has ${found.length} versions "${word}"; name one of them by its hash: ${listed.join(', ')}.`
      : `the ledger has no version "${word}" of ${name}. It has: ${listed.join(', ') || 'none'}.`;
    throw new DryRunError('FT-DRY-VERSION', says);
  }
  const stored = await findProcedure(ledger, only.hash);
  const wanted = stored?.decoded.clock.calendar;
  const calendar = library.calendars.find((rules) => rules.calendar === wanted);
  if (!stored || !calendar)
    throw new DryRunError(
      'FT-DRY-VERSION',
      `version ${only.version} of ${name} counts by the calendar "${wanted}", which is gone.`,
    );
  const label = `version ${only.version} (${only.hash.slice(0, 10)})`;
  return { edition: new Edition(stored.decoded, calendar), label };
}
