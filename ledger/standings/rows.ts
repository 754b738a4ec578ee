import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { CaseState } from '../../domain/program/state.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface Standings {
  case_id: string;
  epoch: number;
  count: number;
  at: Instant;
  fresh: boolean;
  state: ColumnType<CaseState | null, string | null, string | null>;
  overtaken_at: Maybe<Instant>;
}

export interface Doubts {
  case_id: string;
  since: Instant;
  because: 'restored' | 'no-standing';
  compared_at: Maybe<Instant>;
  cleared_at: Maybe<Instant>;
  cleared_by: Maybe<string>;
  note: Maybe<string>;
}

export interface Restorations {
  id: Generated<string>;
  backup: string;
  taken_at: Maybe<Instant>;
  restored_at: Instant;
  finished_at: Maybe<Instant>;
  by: string;
}

export interface Rounds {
  name: string;
  begun_at: Instant;
}

export interface StandingTables {
  standings: Standings;
  doubts: Doubts;
  restorations: Restorations;
  rounds: Rounds;
}
