import type { Ledger } from '../../ledger/connect.ts';
import type { Edition } from '../../ledger/procedures.ts';
import type { Library } from '../../procedures/library.ts';
import { findSystem } from './connect.ts';

/** A ledger that does not answer at once does not hold up who only wants to check a file. */
const PATIENCE_MS = 2_000;

/** Procedures whose files were changed without a new number since cases ran on them. */
export async function editedIn(library: Library, ledger: Ledger): Promise<Edition[]> {
  const { renumberingNeeded } = await import('../../ledger/procedures.ts');
  const sound = library.procedures.flatMap(({ name, hash, procedure }) =>
    procedure ? [{ name, hash, version: procedure.version }] : [],
  );
  return renumberingNeeded(ledger, sound);
}

/** The same by the ledger of the running system; without one, nothing is known. */
export async function editedInRunning(library: Library, dataDir?: string): Promise<Edition[]> {
  const system = findSystem(dataDir);
  if (!system) return [];
  const { openLedger, closeLedger } = await import('../../ledger/connect.ts');
  const ledger = openLedger(system.databaseUrl, {
    connections: 1,
    connectTimeout: PATIENCE_MS,
    statementTimeout: PATIENCE_MS,
  });
  try {
    return await editedIn(library, ledger);
  } catch {
    return [];
  } finally {
    await closeLedger(ledger);
  }
}

export function editedWords({ name, version }: Edition): string {
  return `${name}: its files were changed since cases ran on version ${version}. Raise "version", or reports cannot tell the cases apart.`;
}
