import type { NewCase } from '../../domain/intake/row.ts';

/** What the outside systems say of a row before it is opened. The reason is a sentence for whoever supplies the list. */
export type Verdict = 'open' | { notNeeded: string } | { held: string } | { discrepancy: string };

/**
 * Asked for each row that no case is open for. A judge that fails has not said yes: the row is held, and the next import
 * asks again.
 */
export type Judge = (row: NewCase) => Promise<Verdict>;

export const openAll: Judge = async () => 'open';
