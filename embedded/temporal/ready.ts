import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Child, Exit } from '../child.ts';
import { EmbeddedError } from '../errors.ts';
import { lastLines } from '../logFile.ts';
import { ensureNamespace } from './namespace.ts';
import { probeTemporal } from './probe.ts';
import { ensureSearchAttributes, type SearchAttributes } from './searchAttributes.ts';

export interface ReadyOptions {
  namespace: string;
  retentionDays: number;
  searchAttributes: SearchAttributes;
  startWithinMs: number;
  logFile: string;
}

/**
 * Waits until the server has finished a probe workflow in its namespace, or has ended.
 * @throws EmbeddedError FT-EMB-START with the last lines of its log, or what the namespace is refused for
 */
export async function untilReady(child: Child, address: string, options: ReadyOptions): Promise<void> {
  const within = options.startWithinMs;
  const died = new AbortController();
  void child.exited.then((exit) => died.abort(exit));
  try {
    await prepare(address, options, AbortSignal.any([AbortSignal.timeout(within), died.signal]));
  } catch (error) {
    if (error instanceof EmbeddedError) throw error;
    const { code, signal } = (died.signal.reason ?? {}) as Partial<Exit>;
    const what = died.signal.aborted
      ? `The Temporal server ended while starting (${signal ?? `exit ${code}`})`
      : `The Temporal server at ${address} was not ready within ${within / 1000} s (${(error as Error).message})`;
    const log = `Last lines of ${options.logFile}:\n${lastLines(options.logFile)}`;
    throw new EmbeddedError('FT-EMB-START', `${what}. ${log}`, { cause: error });
  }
}

async function prepare(address: string, options: ReadyOptions, signal: AbortSignal): Promise<void> {
  const { namespace, retentionDays, searchAttributes } = options;
  const connection = await connect(address, signal);
  try {
    await ensureNamespace(connection, { namespace, retentionDays, signal });
    await ensureSearchAttributes(connection, namespace, searchAttributes, signal);
    await probeTemporal(connection, namespace, signal);
  } finally {
    await connection.close();
  }
}

async function connect(address: string, signal: AbortSignal): Promise<Connection> {
  for (;;) {
    try {
      return await Connection.connect({ address, connectTimeout: '2s' });
    } catch (error) {
      if (signal.aborted) throw error;
      await sleep(50);
    }
  }
}
