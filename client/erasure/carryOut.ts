import { sql } from 'kysely';
import type { Certificate } from '../../ledger/erasure/certificate.ts';
import {
  type Erasure,
  erasuresToDo,
  findErasure,
  removePerson,
  vacuumAfterErasure,
} from '../../ledger/erasure/erasures.ts';
import { keepRegister } from '../../ledger/erasure/register.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { forgetFiles } from './files.ts';
import { deleteRuns, endRuns } from './runs.ts';

export interface Carried {
  id: string;
  /** Null: it is not done yet, and is finished by the redrive. */
  certificate: Certificate | null;
  /** Why not yet. */
  because?: string;
  /** False: the register beside the backups could not be written; the next erasure or backup does it. Absent: there is none. */
  registered?: boolean;
}

/**
 * Carries an erasure through, from wherever it stands: open cases are ended, runs are deleted, then the ledger is cleared
 * at once. Any number of processes may try; one does it.
 */
export async function carryOut(context: Context, { id }: Pick<Erasure, 'id'>): Promise<Carried> {
  const { ledger } = context;
  return ledger.connection().execute(async (connection) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${`erasure:${id}`}, 0)) as mine`.execute(connection);
    if (!rows[0]?.mine) return { id, certificate: null, because: 'another process is at work on it' };
    try {
      return await inTurn(context, id);
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${`erasure:${id}`}, 0))`.execute(connection);
    }
  });
}

async function inTurn(context: Context, id: string): Promise<Carried> {
  const { ledger, erasuresDir } = context;
  const erasure = await findErasure(ledger, id);
  if (!erasure) throw new Error(`the ledger has lost the erasure ${id}`);
  let certificate = erasure.certificate;
  if (!certificate) {
    try {
      const cases = erasure.subject?.cases ?? [];
      const ended = await endRuns(context, erasure, cases);
      const deleted = await deleteRuns(context, cases);
      const files = await filesOf(context, erasure);
      certificate = await removePerson(ledger, erasure, { runs: { ended, deleted }, files });
    } catch (error) {
      if (error instanceof Undelivered) return { id, certificate: null, because: error.message };
      throw error;
    }
    // The rows are gone either way; PostgreSQL does it later by itself.
    await vacuumAfterErasure(ledger).catch(() => undefined);
  }
  if (erasuresDir === undefined) return { id, certificate };
  const registered = await keepRegister(ledger, erasuresDir).then(
    () => true,
    () => false,
  );
  return { id, certificate, registered };
}

async function filesOf({ reportsDir }: Context, { subject }: Erasure): Promise<number> {
  return reportsDir === undefined || subject === null ? 0 : forgetFiles(reportsDir, subject);
}

/** Goes on with erasures that broke off. @returns how many are done now */
export async function resumeErasures(context: Context): Promise<number> {
  let done = 0;
  for (const each of await erasuresToDo(context.ledger))
    if ((await carryOut(context, each)).certificate) done += 1;
  return done;
}
