import {
  Client,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { FreshTls } from './freshTls.ts';
import { refuseInTransaction } from '../ledger/inTransaction.ts';
import { converting } from './payloads/converter.ts';
import type { Sealing } from './payloads/keys.ts';
import { renewedCredentials } from './renewedCredentials.ts';

/** Where Temporal is. The address is `host:port`; TLS and key as the SDK takes them. */
export interface TemporalOptions extends Sealing {
  address: string;
  namespace: string;
  apiKey?: string;
  /** The key as its file says now; absent: it never changes. */
  freshApiKey?: () => string;
  tls?: NonNullable<ConnectionOptions['tls']>;
  /** The certificates of `tls` as their files say now; absent: they never change. */
  freshTls?: FreshTls;
  /** Headers of every call. */
  metadata?: Record<string, string>;
}

/** Temporal did not take a message, or did not answer in time. What is in the ledger is delivered later. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered';
}

/** After an outage the channel tries again at least this often; gRPC's own limit is two minutes. */
const RECONNECT_MS = 2_000;

/** Within half a second it is clear that Temporal is away: the redrive does the rest, and nobody waits meanwhile. */
const ATTEMPTS = 3;

/** Does not connect yet, so that a case can be opened, or a reply be kept, while Temporal is away. */
export function engineClient(options: TemporalOptions): Client {
  const { address, namespace, codec, metadata } = options;
  const { key, channelArgs, ...secured } = securedBy(options);
  const connection = Connection.lazy({
    address,
    channelArgs: {
      'grpc.initial_reconnect_backoff_ms': 200,
      'grpc.max_reconnect_backoff_ms': RECONNECT_MS,
      ...channelArgs,
    },
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: ATTEMPTS }))],
    ...(metadata === undefined ? {} : { metadata }),
    ...secured,
  });
  if (key !== undefined) connection.setApiKey(key);
  // The default identity names the host and the user it runs as.
  return new Client({
    connection,
    namespace,
    identity: 'followthrough-client',
    ...converting(codec === undefined ? {} : { codec }),
  });
}

/** The SDK makes credentials of certificates once and for all, and takes none that are made besides an API key. */
function securedBy({ apiKey, freshApiKey, tls, freshTls }: TemporalOptions) {
  const key = freshApiKey ?? apiKey;
  if (!freshTls)
    return { ...(tls === undefined ? {} : { tls }), ...(key === undefined ? {} : { apiKey: key }) };
  const { serverNameOverride: name } = freshTls.now();
  return {
    credentials: renewedCredentials(freshTls),
    // As the SDK does it.
    channelArgs: name ? { 'grpc.ssl_target_name_override': name, 'grpc.default_authority': name } : {},
    key,
  };
}

/**
 * Calls Temporal with a deadline.
 * @throws Undelivered when it cannot be reached, does not answer in time or refuses us
 * @throws WorkflowNotFoundError and WorkflowUpdateFailedError as they are
 */
export async function within<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  refuseInTransaction('Temporal');
  try {
    return await client.withDeadline(Date.now() + ms, call);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError) throw error;
    throw new Undelivered(reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** How a workflow id stands in Temporal: after retention, or deleted by hand, there is none. */
export async function runState(
  client: Client,
  workflowId: string,
  ms: number,
): Promise<'running' | 'closed' | 'none'> {
  try {
    const { status } = await within(client, ms, () => client.workflow.getHandle(workflowId).describe());
    return status.name === 'RUNNING' || status.name === 'PAUSED' ? 'running' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'none';
    throw error;
  }
}
