import type { NewCase, Reader } from '../../domain/intake/row.ts';

/**
 * What the outside systems say of a row before it is opened. The reason is a sentence for whoever supplies the list.
 * `attemptsMade`: what the notes show; the case goes on behind them. `remark`: what the list should have known.
 */
export type Verdict = { open: { attemptsMade?: number; remark?: string } } | Refused;

export type Refused = { notNeeded: string } | { held: string } | { discrepancy: string };

/**
 * Asked for each row that no case is open for. A judge that fails has not said yes: the row is held, and the next import
 * asks again.
 */
export type Judge = (
  row: NewCase,
  list: Pick<Reader, 'procedure' | 'mapping' | 'now' | 'variant'>,
) => Promise<Verdict>;

export const openAll: Judge = async () => ({ open: {} });
