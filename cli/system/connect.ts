import type { Followthrough, TemporalOptions } from '../../client/index.ts';
import { withCodec } from '../../client/payloads/keys.ts';
import { temporalFrom } from '../../client/temporalFrom.ts';
import { person } from '../commands/common.ts';
import { CommandError } from '../errors.ts';
import { erasureFolders } from './erasuresDir.ts';
import { DEFAULT_DATA_DIR, readRunning, startingSince } from './running.ts';

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
  if (!system) return undefined;
  if (named?.address !== system.temporal.address)
    return { ...system, temporal: withCodec(system.temporal, process.env) };
  return { ...system, temporal: { ...named, namespace: system.temporal.namespace } };
}

/** @throws CommandError with exit code 3 when nothing runs */
export function requireSystem(dataDir?: string): System {
  const system = findSystem(dataDir);
  if (system) return system;
  const where = dataDir ?? DEFAULT_DATA_DIR;
  const since = startingSince(where);
  if (since !== undefined)
    throw new CommandError(
      'FT-CMD-STARTING',
      `Followthrough has had ${where} for ${since} s and cannot be reached: it is still starting, or just ending.`,
    );
  throw new CommandError('FT-CMD-NOT-RUNNING', `no running Followthrough was found (looked in ${where}).`);
}

/** The ledger alone: where Temporal is does not matter. */
export function ledgerUrl(dataDir?: string): string {
  const { DATABASE_URL } = process.env;
  return dataDir === undefined && DATABASE_URL ? DATABASE_URL : requireSystem(dataDir).databaseUrl;
}

/** Connects, works and disconnects, whatever happens. */
export async function withClient<T>(
  options: { dataDir?: string; procedures?: string; as?: string },
  work: (client: Followthrough) => Promise<T>,
): Promise<T> {
  const { dataDir, procedures } = options;
  const { watched } = await import('../../client/index.ts');
  const viewer = { by: person(options), via: 'command line' };
  const seen = (client: Followthrough) => work(watched(client, () => viewer));
  return usingClient(requireSystem(dataDir), procedures, seen, dataDir);
}

export async function usingClient<T>(
  system: System,
  procedures: string | undefined,
  work: (client: Followthrough) => Promise<T>,
  dataDir?: string,
): Promise<T> {
  const { connect } = await import('../../client/index.ts');
  const folder = procedures ?? process.env['FOLLOWTHROUGH_PROCEDURES'];
  const client = await connect({
    ledgerUrl: system.databaseUrl,
    temporal: system.temporal,
    ...erasureFolders(dataDir),
    ...(folder ? { proceduresDir: folder } : {}),
  });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
