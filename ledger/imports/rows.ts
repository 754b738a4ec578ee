import type { Instant } from '../../domain/program/program.ts';

/** What became of a row. */
export const ROW_OUTCOMES = [
  'opened',
  'joined',
  'already-running',
  'not-needed',
  'held',
  'discrepancy',
  'error',
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

export interface Imports {
  id: string;
  procedure: string;
  source: string;
  variant: string | null;
  list: string;
  hash: string;
  rows: number;
  begun_at: Instant;
  begun_by: string;
}

export interface ImportEnds {
  import_id: string;
  ended_at: Instant;
}

export interface ImportRows {
  import_id: string;
  row: number;
  outcome: RowOutcome;
  case_id: string | null;
  step: number | null;
  code: string | null;
  reason: string;
  at: Instant;
}
