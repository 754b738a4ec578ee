import type { ColumnType } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface CarrierReports {
  intent_id: string;
  provider_id: string;
  status: string;
  rank: number;
  error_code: Maybe<string>;
  at: Instant;
  done_at: Maybe<Instant>;
  /** When it is tried once more by itself. */
  again_at: Maybe<Instant>;
  again_done_at: Maybe<Instant>;
}

export interface CarrierPositions {
  name: string;
  read_until: Maybe<Instant>;
  looked_at: Instant;
}

export interface PhoneCalls {
  id: string;
  task_id: string;
  case_id: string;
  by: string;
  staff_number: string;
  to_number: string;
  state: 'asked' | 'ringing-staff' | 'connecting' | 'ended';
  asked_at: Instant;
  dialled_at: Maybe<Instant>;
  connected_at: Maybe<Instant>;
  ended_at: Maybe<Instant>;
  provider_id: Maybe<string>;
  result: Maybe<string>;
  answered_by: Maybe<string>;
  because: Maybe<string>;
  seconds: Maybe<number>;
}

/** The tables of migration 0021. */
export interface CarrierTables {
  carrier_reports: CarrierReports;
  carrier_positions: CarrierPositions;
  phone_calls: PhoneCalls;
}
