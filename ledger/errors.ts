import { types } from 'node:util';
import type { ErrorTable } from '../domain/errors.ts';

/** What can go wrong with the record itself. */
export const LEDGER_ERRORS = {
  'FT-LED-UNREACHABLE': {
    means: 'The ledger cannot be reached: its PostgreSQL is down, restarting or refuses connections.',
    doThis: 'Start it or wait until it is back. Nothing is lost: what was not acknowledged is tried again.',
  },
  'FT-LED-DISK-FULL': {
    means: 'The ledger’s disk is full, so nothing can be written.',
    doThis: 'Free space on the disk that holds the database. Work goes on by itself then.',
  },
  'FT-LED-READ-ONLY': {
    means: 'The ledger is read-only, for example while it fails over to a standby.',
    doThis: 'Wait for the failover to end, or point DATABASE_URL at the primary.',
  },
  'FT-LED-SLOW': {
    means: 'The ledger did not answer in time.',
    doThis: 'Look for a long-running query or a lock in PostgreSQL; the work is tried again.',
  },
  'FT-LED-MIGRATED': {
    means: 'The ledger was brought to a newer version while this ran.',
    doThis: 'Nothing: it is done again on a new connection. Restart what still runs the older version.',
  },
  'FT-LED-MIGRATION-CHANGED': {
    means: 'An applied migration of the ledger is not the one that this version of Followthrough has.',
    doThis:
      'Run the version that wrote the ledger, or restore the ledger from a backup. Never edit an applied migration.',
  },
  'FT-LED-NEWER': {
    means: 'The ledger was written by a newer version of Followthrough.',
    doThis: 'Upgrade Followthrough; migrations go forward only.',
  },
  'FT-LED-DAMAGED': {
    means: 'A table of the ledger cannot be read, or what it holds is not as the database wrote it.',
    doThis:
      'Nothing was changed. Keep the data as it is, and restore the newest backup: "followthrough backups", then "followthrough restore BACKUP --replace", which keeps what is there aside.',
  },
  'FT-LED-BACKUP': {
    means: 'That is no whole backup of a ledger: a file is missing, or is not as it was written.',
    doThis: 'Take another one: "followthrough backups" lists them and says which are whole.',
  },
  'FT-LED-NOT-EMPTY': {
    means: 'There is a ledger in that place already, and nothing is ever restored over one.',
    doThis:
      'Add --replace: the ledger that is there is kept aside under another name. Or restore into another place.',
  },
} as const satisfies ErrorTable;

export type LedgerErrorCode = keyof typeof LEDGER_ERRORS;

/**
 * The ledger cannot do its work now, though nothing is wrong with what was asked. The caller answers 503 or tries again;
 * the transaction has left no trace, except when the connection was lost while it committed.
 */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, cause: unknown) {
    super(`${code}: ${LEDGER_ERRORS[code].means}`, { cause });
    this.code = code;
  }
}

/** The ledger and this version do not fit together; trying again does not help. */
export class LedgerMismatch extends Error {
  override readonly name = 'LedgerMismatch';
  readonly code: LedgerErrorCode;

  constructor(code: 'FT-LED-MIGRATION-CHANGED' | 'FT-LED-NEWER', detail: string) {
    super(`${code}: ${LEDGER_ERRORS[code].means} (${detail})`);
    this.code = code;
  }
}

/** What is there cannot be used, or must not be touched; nothing was changed. */
export class LedgerRefused extends Error {
  override readonly name = 'LedgerRefused';
  readonly code: LedgerErrorCode;

  constructor(
    code: 'FT-LED-DAMAGED' | 'FT-LED-BACKUP' | 'FT-LED-NOT-EMPTY',
    detail: string,
    cause?: unknown,
  ) {
    super(`${code}: ${LEDGER_ERRORS[code].means} (${detail})`, { cause });
    this.code = code;
  }
}

/** SQLSTATE classes and codes of PostgreSQL, and the codes of Node's sockets. */
const BY_CODE: [RegExp, LedgerErrorCode][] = [
  [/^53100$/, 'FT-LED-DISK-FULL'],
  [/^ENOSPC$/, 'FT-LED-DISK-FULL'],
  [/^25006$/, 'FT-LED-READ-ONLY'],
  [/^(57014|55P03|25P03|40P01|40001)$/, 'FT-LED-SLOW'],
  [/^(53...|57P0.|08...|3D000)$/, 'FT-LED-UNREACHABLE'],
  [
    /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH)$/,
    'FT-LED-UNREACHABLE',
  ],
];

/** Gives an error of the driver its meaning; errors that are our own mistake pass as they are. */
export function ledgerError(error: unknown): unknown {
  if (!types.isNativeError(error) || error instanceof LedgerUnavailable) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const known = BY_CODE.find(([pattern]) => pattern.test(code));
  if (known) return new LedgerUnavailable(known[1], error);
  const message = error.message;
  if (code === '0A000' && message.includes('cached plan'))
    return new LedgerUnavailable('FT-LED-MIGRATED', error);
  // The driver reports a lost connection, and a full pool, without any code.
  if (/could not (extend|write|create)|No space left/i.test(message))
    return new LedgerUnavailable('FT-LED-DISK-FULL', error);
  if (
    /connection (terminated|error|timeout)|not queryable|timeout exceeded when trying to connect/i.test(
      message,
    )
  )
    return new LedgerUnavailable('FT-LED-UNREACHABLE', error);
  return error;
}
