import { Catalog } from '../domain/messages/catalog.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findProcedure } from '../ledger/procedures.ts';

export interface KnownProcedure {
  procedure: Procedure;
  catalog: Catalog;
}

/** Content under a hash never changes, so what was read once is kept. */
const KEPT = new Map<string, KnownProcedure>();
const KEPT_AT_MOST = 50;

/** The procedure a running case started with, its messages included: from the ledger, never from today's files. */
export async function procedureOf(ledger: Ledger, hash: string): Promise<KnownProcedure> {
  const kept = KEPT.get(hash);
  if (kept) return kept;
  const stored = await findProcedure(ledger, hash);
  if (!stored) throw new Error(`the ledger has no procedure ${hash}`);
  const known = { procedure: stored.decoded, catalog: new Catalog(stored.sources, stored.decoded.locale) };
  if (KEPT.size >= KEPT_AT_MOST) KEPT.clear();
  KEPT.set(hash, known);
  return known;
}
