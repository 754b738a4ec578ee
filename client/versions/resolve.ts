import { Catalog } from '../../domain/messages/catalog.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { findProcedure } from '../../ledger/procedures.ts';
import { type StoredVersion, versionsOf } from '../../ledger/versions/openCases.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import type { Current } from '../procedures.ts';

/** The files as they are now, whether or not a case has run on them. */
export const ON_DISK = 'file';

/** A version of a procedure with all that stands in its files. */
export interface Resolved {
  hash: string;
  version: number;
  procedure: Procedure;
  sources: Record<string, string>;
  catalog: Catalog;
}

/**
 * The version that is meant by its number, the beginning of its hash, or `file`.
 * @throws ClientError FT-CLI-VERSION when none or several are meant; FT-CLI-PROCEDURE and FT-CLI-PROCEDURE-BROKEN for `file`
 */
export async function resolveVersion(context: Context, name: string, meant: string): Promise<Resolved> {
  if (meant === ON_DISK) {
    const { hash, procedure, sources } = await context.procedures.current(name);
    return whole(hash, procedure, sources);
  }
  const known = await versionsOf(context.ledger, name);
  const begins = (hash: string) => meant.length >= 4 && hash.startsWith(meant);
  if (!known.some(({ hash }) => begins(hash))) {
    const file = await onDisk(context, name);
    if (file && begins(file.hash)) return whole(file.hash, file.procedure, file.sources);
  }
  const found = known.filter(({ hash, version }) => String(version) === meant || begins(hash));
  const [only, ...more] = found;
  if (!only) {
    const there = known.length === 0 ? 'no case has run on any yet' : `there is ${shown(known)}`;
    throw new ClientError('FT-CLI-VERSION', `${name} has no version "${meant}": ${there}, and "${ON_DISK}".`);
  }
  if (more.length > 0)
    throw new ClientError(
      'FT-CLI-VERSION',
      `several versions of ${name} have the number ${meant}: ${shown(found)}.`,
    );
  const stored = await findProcedure(context.ledger, only.hash);
  if (!stored) throw new Error(`the ledger has lost the procedure ${name} (${only.hash})`);
  return whole(stored.hash, stored.decoded, stored.sources);
}

/** What the files say now; null where they are gone or broken, which must not hide what cases have run on. */
export async function onDisk(context: Context, name: string): Promise<Current | null> {
  try {
    return await context.procedures.current(name);
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}

function whole(hash: string, procedure: Procedure, sources: Record<string, string>): Resolved {
  return {
    hash,
    version: procedure.version,
    procedure,
    sources,
    catalog: new Catalog(sources, procedure.locale),
  };
}

function shown(versions: StoredVersion[]): string {
  return versions.map(({ version, hash }) => `${version} (${hash.slice(0, 8)})`).join(', ');
}
