import type { Procedure } from '../domain/procedure/procedure.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant, json } from './values.ts';

export interface StoredProcedure {
  hash: string;
  name: string;
  version: number;
  /** Path below the procedure's folder → text of the file. */
  sources: Record<string, string>;
  /** As it was decoded when the first case used it: a later version of the decoder does not change a running case. */
  decoded: Procedure;
}

/** Keeps the files of a procedure under their hash, once. A running case reads them here, not from disk. */
export async function keepProcedure(
  ledger: Ledger,
  procedure: StoredProcedure,
  by: string,
  at: Instant = Date.now(),
): Promise<void> {
  const { sources, decoded, ...plain } = procedure;
  await ledger
    .insertInto('procedures')
    .values({
      ...plain,
      sources: json(sources),
      decoded: json(decoded),
      recorded_at: instant(at),
      recorded_by: by,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

export async function findProcedure(ledger: Ledger, hash: string): Promise<StoredProcedure | undefined> {
  return ledger
    .selectFrom('procedures')
    .select(['hash', 'name', 'version', 'sources', 'decoded'])
    .where('hash', '=', hash)
    .executeTakeFirst();
}

/** A procedure as its files are: two with the same name and version but different hashes are different procedures. */
export type Edition = Pick<StoredProcedure, 'name' | 'version' | 'hash'>;

/** Of these, the ones under whose number cases, rehearsals apart, ran on other files. */
export async function renumberingNeeded(ledger: Ledger, given: Edition[]): Promise<Edition[]> {
  const names = given.map(({ name }) => name);
  if (names.length === 0) return [];
  const used = await ledger
    .selectFrom('procedures')
    .select(['name', 'version', 'hash'])
    .where('name', 'in', names)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('cases')
          .select('cases.id')
          .whereRef('cases.procedure', '=', 'procedures.name')
          .whereRef('cases.hash', '=', 'procedures.hash')
          .where('cases.rehearsal', '=', false),
      ),
    )
    .execute();
  return given.filter(({ name, version, hash }) =>
    used.some((other) => other.name === name && other.version === version && other.hash !== hash),
  );
}
