import type { Followthrough, TemporalOptions } from '../../client/index.ts';
import { temporalFrom } from '../../client/temporalFrom.ts';
import { CommandError } from '../errors.ts';
import { DEFAULT_DATA_DIR, readRunning } from './running.ts';

/** Where the ledger and Temporal are. */
export interface System {
  databaseUrl: string;
  temporal: TemporalOptions;
}

export const DEFAULT_NAMESPACE = 'followthrough';

/**
 * The system a command works with: the one in the data folder that is named, else the one that the environment names,
 * else the one in the usual data folder.
 */
export function findSystem(dataDir?: string): System | undefined {
  const temporal = temporalFrom(process.env);
  if (dataDir !== undefined) return secured(readRunning(dataDir), temporal);
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL && temporal) return { databaseUrl: DATABASE_URL, temporal };
  return secured(readRunning(DEFAULT_DATA_DIR), temporal);
}

/** Keys and certificates are in no file of ours: the environment that `up` had must tell them here too. */
function secured(system: System | undefined, named: TemporalOptions | undefined): System | undefined {
  if (!system || named?.address !== system.temporal.address) return system;
  return { ...system, temporal: { ...named, namespace: system.temporal.namespace } };
}

/** @throws CommandError with exit code 3 when nothing runs */
export function requireSystem(dataDir?: string): System {
  const system = findSystem(dataDir);
  if (system) return system;
  const where = dataDir ?? DEFAULT_DATA_DIR;
  throw new CommandError('FT-CMD-NOT-RUNNING', `no running Followthrough was found (looked in ${where}).`);
}

/** Connects, works and disconnects, whatever happens. */
export async function withClient<T>(
  options: { dataDir?: string; procedures?: string },
  work: (client: Followthrough) => Promise<T>,
): Promise<T> {
  return usingClient(requireSystem(options.dataDir), options.procedures, work);
}

export async function usingClient<T>(
  system: System,
  procedures: string | undefined,
  work: (client: Followthrough) => Promise<T>,
): Promise<T> {
  const { connect } = await import('../../client/index.ts');
  const folder = procedures ?? process.env['FOLLOWTHROUGH_PROCEDURES'];
  const client = await connect({
    ledgerUrl: system.databaseUrl,
    temporal: system.temporal,
    ...(folder ? { proceduresDir: folder } : {}),
  });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
