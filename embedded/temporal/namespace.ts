import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { EmbeddedError } from '../errors.ts';
import { grpcCode, untilAnswered } from './retry.ts';

const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const SECONDS_A_DAY = 86_400;
const PATIENCE = 60_000;

export interface NamespaceOptions {
  namespace: string;
  retentionDays: number;
  /** Ends waiting for a server that does not answer yet; one minute when not given. */
  signal?: AbortSignal;
}

/**
 * Creates the namespace with the configured retention, or raises that of an existing one, and reads it back (SRV-2).
 * A longer retention is left alone: shortening it would delete histories.
 * @throws EmbeddedError FT-EMB-RETENTION when the server keeps less than configured
 */
export async function ensureNamespace(connection: Connection, options: NamespaceOptions): Promise<void> {
  const { namespace, retentionDays } = options;
  const signal = options.signal ?? AbortSignal.timeout(PATIENCE);
  const retention = msToTs(`${retentionDays} days`);
  const service = connection.workflowService;
  const before = await retentionOf(connection, namespace, signal);
  if (before === undefined) {
    const request = { namespace, workflowExecutionRetentionPeriod: retention };
    await service.registerNamespace(request).catch((error: unknown) => {
      if (grpcCode(error) !== ALREADY_EXISTS) throw error;
    });
  } else if (before < retentionDays) {
    await service.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: retention } });
  }
  await checkRetention(connection, { ...options, signal });
}

/**
 * Refuses a namespace that forgets finished cases earlier than configured. Works on any server, also your own.
 * @throws EmbeddedError FT-EMB-RETENTION
 */
export async function checkRetention(connection: Connection, options: NamespaceOptions): Promise<void> {
  const signal = options.signal ?? AbortSignal.timeout(PATIENCE);
  const days = await retentionOf(connection, options.namespace, signal);
  if (days !== undefined && days >= options.retentionDays) return;
  const found = days === undefined ? 'does not exist' : `keeps finished cases for ${days} days`;
  throw new EmbeddedError(
    'FT-EMB-RETENTION',
    `The namespace ${options.namespace} ${found}, and ${options.retentionDays} days are configured. Set it with ` +
      `"temporal operator namespace update --namespace ${options.namespace} --retention ${options.retentionDays * 24}h", ` +
      'or configure fewer days.',
  );
}

async function retentionOf(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const answer = await untilAnswered(
      () => connection.workflowService.describeNamespace({ namespace }),
      signal,
    );
    return Number(answer.config?.workflowExecutionRetentionTtl?.seconds ?? 0) / SECONDS_A_DAY;
  } catch (error) {
    if (grpcCode(error) === NOT_FOUND) return undefined;
    throw error;
  }
}
