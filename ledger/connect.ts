import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type TransactionBuilder,
} from 'kysely';
import pg from 'pg';
import { ledgerError } from './errors.ts';
import { inTransaction, transacting } from './inTransaction.ts';
import type { Schema } from './schema.ts';

/** The open ledger, or a transaction on it. */
export type Ledger = Kysely<Schema>;

export interface LedgerOptions {
  /** Connections at most. A send holds one for as long as it takes to claim, never during the provider's answer. */
  connections?: number;
  /** Milliseconds a statement may take. */
  statementTimeout?: number;
  /** Milliseconds to wait for a connection. */
  connectTimeout?: number;
}

/**
 * Opens the ledger at a PostgreSQL URL. Connects with the first query; end with `close`.
 * Every failure of the database itself is thrown as LedgerUnavailable.
 */
export function openLedger(url: string, options: LedgerOptions = {}): Ledger {
  const settings: pg.PoolConfig = {
    connectionString: url,
    application_name: 'followthrough',
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.connectTimeout ?? 5_000,
    statement_timeout: options.statementTimeout ?? 10_000,
    // The server gives up on us before we would; this one is for a server that is gone without a word.
    query_timeout: (options.statementTimeout ?? 10_000) + 5_000,
    idle_in_transaction_session_timeout: 15_000,
    lock_timeout: LOCK_TIMEOUT,
    keepAlive: true,
    types: { getTypeParser },
  };
  const pool = poolOf(settings);
  const reserve = poolOf({ ...settings, max: RESERVE });
  return new LedgerDatabase({ dialect: new PostgresDialect({ pool: withOurErrors(pool, reserve) }) });
}

/** Shorter than a statement may take, so that the reason is told. */
const LOCK_TIMEOUT = 8_000;

/**
 * For what is asked on another handle while a transaction is open. From the same pool it would wait for connections that
 * wait for it; so it never does.
 */
const RESERVE = 4;

function poolOf(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(settings);
  // A connection that breaks, idle or between two statements, is replaced by the pool; unheard, the event would end
  // the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A ledger whose transactions can be told from inside (LED-6). */
class LedgerDatabase extends Kysely<Schema> {
  override transaction(): TransactionBuilder<Schema> {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    builder.execute = (work) => transacting((run) => execute(run), work);
    return builder;
  }
}

export async function closeLedger(ledger: Ledger): Promise<void> {
  await ledger.destroy();
}

function getTypeParser(...[oid, format]: Parameters<typeof pg.types.getTypeParser>) {
  const parser = pg.types.getTypeParser(oid, format) as (value: string) => unknown;
  if (oid !== pg.types.builtins.TIMESTAMPTZ) return parser;
  return (value: string) => (parser(value) as Date).getTime();
}

/** A view of the pool in which errors have our meaning, and a broken connection is not given back for use. */
function withOurErrors(pool: pg.Pool, reserve: pg.Pool): PostgresPool {
  return {
    async connect(): Promise<PostgresPoolClient> {
      const client = await (inTransaction() ? reserve : pool).connect().catch(rethrow);
      let broken: Error | undefined;
      const query = async (sql: string, parameters: readonly unknown[]) => {
        try {
          return await client.query({ ...named(sql, parameters), values: [...parameters] });
        } catch (error) {
          const meant = ledgerError(error);
          if (meant !== error) broken = error as Error;
          throw meant;
        }
      };
      return { query: query as never, release: () => client.release(broken) };
    },
    end: async () => void (await Promise.all([pool.end(), reserve.end()])),
  };
}

/** Statements have a name, so that a connection plans each of them once: the gate's question is costly to plan. */
const names = new Map<string, string>();
/** Texts that vary with the length of a list must not fill the server's memory. */
const NAMED_AT_MOST = 300;

function named(text: string, parameters: readonly unknown[]): { text: string; name?: string } {
  // begin, commit and migrations: nothing to plan, and several statements in one text cannot have a name.
  if (parameters.length === 0) return { text };
  const known = names.get(text);
  if (known) return { text, name: known };
  if (names.size >= NAMED_AT_MOST) return { text };
  const name = `ft${names.size + 1}`;
  names.set(text, name);
  return { text, name };
}

function rethrow(error: unknown): never {
  throw ledgerError(error);
}
