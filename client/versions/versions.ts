import { differences } from '../../domain/diff/diff.ts';
import type { Instant } from '../../domain/program/program.ts';
import { versionsOf } from '../../ledger/versions/openCases.ts';
import type { Context } from '../context.ts';
import { onDisk, resolveVersion } from './resolve.ts';

/** A version of a procedure: what its files say has this hash. */
export interface ProcedureVersion {
  version: number;
  hash: string;
  /** Null: no case has run on it yet. */
  firstSeen: Instant | null;
  /** The source whose case first ran on it, or the person who moved cases to it; null as above. */
  by: string | null;
  /** Live cases that are open on it. */
  openCases: number;
  /** It is what the files say now: new cases begin with it. */
  onDisk: boolean;
}

/** Every version of a procedure that cases have run on, oldest first, and what its files say now. */
export async function versions(context: Context, name: string): Promise<ProcedureVersion[]> {
  const [known, current] = await Promise.all([versionsOf(context.ledger, name), onDisk(context, name)]);
  if (known.length === 0 && !current) await context.procedures.current(name);
  const listed = known.map(({ hash, version, firstSeen, by, open }) => ({
    version,
    hash,
    firstSeen,
    by,
    openCases: open,
    onDisk: hash === current?.hash,
  }));
  if (!current || known.some(({ hash }) => hash === current.hash)) return listed;
  const { hash, procedure } = current;
  return [
    ...listed,
    { version: procedure.version, hash, firstSeen: null, by: null, openCases: 0, onDisk: true },
  ];
}

export interface VersionDifferences {
  from: { version: number; hash: string };
  to: { version: number; hash: string };
  /** In plain English; empty: comments and layout only. */
  says: string[];
}

/** What the second version does otherwise than the first. */
export async function diffVersions(
  context: Context,
  name: string,
  from: string,
  to: string,
): Promise<VersionDifferences> {
  const [old, now] = [await resolveVersion(context, name, from), await resolveVersion(context, name, to)];
  return {
    from: { version: old.version, hash: old.hash },
    to: { version: now.version, hash: now.hash },
    says: differences(old, now),
  };
}
