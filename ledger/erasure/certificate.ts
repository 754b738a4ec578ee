import { createHash } from 'node:crypto';

/** Rows that stay although they are about the person, and by what right. */
export interface KeptRows {
  table: string;
  rows: number;
  because: string;
  /** Years after which nothing speaks for keeping them any more; null: as long as the installation is in use. */
  years: number | null;
}

/** What an erasure came to. Nothing in it tells who it was about. */
export interface Certificate {
  id: string;
  /** ISO instants. */
  begunAt: string;
  endedAt: string;
  by: string;
  role: string;
  reason: string;
  cases: number;
  addresses: number;
  /** Addresses that other people's cases have as well: they are not blocked, and what came from them stays. */
  sharedAddresses: number;
  /** Rows removed, by table. */
  removed: Record<string, number>;
  /** Rows that stay without anything that tells who it was, by table. */
  pseudonymised: Record<string, number>;
  kept: KeptRows[];
  /** Runs ended and runs deleted in Temporal. */
  runs: { ended: number; deleted: number };
  /** Fetched reports that named them, deleted. */
  files: number;
  /** Rows, by table, that still name one of the cases or addresses: somebody wrote it into another person's case. */
  stillNamed: Record<string, number>;
  /** Of the erasure before; null: this is the first one. */
  previous: string | null;
  /** SHA-256 of all the rest, so that a certificate that was changed, or left out, shows. */
  hash: string;
}

/** The certificate with its hash. */
export function sealed(certificate: Omit<Certificate, 'hash'>): Certificate {
  return { ...certificate, hash: hashOf(certificate) };
}

/** Whether its hash is right. */
export function isIntact({ hash, ...rest }: Certificate): boolean {
  return hash === hashOf(rest);
}

function hashOf(certificate: Omit<Certificate, 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(certificate)))
    .digest('hex');
}

/** jsonb does not keep the order of keys. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}
