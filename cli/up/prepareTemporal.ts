import { Connection } from '@temporalio/client';
import { connectionTo, reached, type TemporalOptions } from '../../client/index.ts';
import { ensureNamespace, ensureSearchAttributes } from '../../embedded/temporalServer.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/attributes.ts';
import { CommandError } from '../errors.ts';

/** Long enough for questions about a closed case; the ledger keeps everything anyway. */
export const RETENTION_DAYS = 30;
/** The parts of a server that has just been set up look once a minute which search attributes there are. */
const PATIENCE = 180_000;
/** gRPC's PERMISSION_DENIED and UNIMPLEMENTED: some servers, Temporal Cloud for one, have another place for this. */
const REFUSED = new Set([7, 12]);

/**
 * Sees to it that a Temporal server that runs already has the namespace, with its retention, and the search attributes.
 * Changes nothing that is there and fits.
 * @throws CommandError FT-CMD-TEMPORAL when nobody answers, FT-CMD-TEMPORAL-SETUP when it may not be done from here
 */
export async function prepareYours(
  temporal: TemporalOptions,
  retentionDays = RETENTION_DAYS,
): Promise<{ temporal: TemporalOptions }> {
  const { namespace } = temporal;
  const connection = await connected(temporal);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    await ensureNamespace(connection, { namespace, retentionDays, signal });
    await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTE_TYPES, signal);
    return { temporal };
  } catch (error) {
    if (!REFUSED.has(Number((error as { code?: unknown }).code))) throw error;
    const wanted = Object.entries(SEARCH_ATTRIBUTE_TYPES).map(([name, type]) => `${name} (${type})`);
    throw new CommandError(
      'FT-CMD-TEMPORAL-SETUP',
      `${temporal.address} does not let us prepare the namespace ${namespace}. It must keep finished cases for ` +
        `${retentionDays} days and have the search attributes ${wanted.join(', ')}.`,
    );
  } finally {
    await connection.close();
  }
}

async function connected(temporal: TemporalOptions): Promise<Connection> {
  try {
    return await Connection.connect({ ...connectionTo(temporal), connectTimeout: '5s' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      'FT-CMD-TEMPORAL',
      `no Temporal server answers at ${reached(temporal)}: ${reason}`,
    );
  }
}
