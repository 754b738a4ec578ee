import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface AcuityHints {
  appointment: string;
  said_at: Instant;
  looked_at: Maybe<Instant>;
  came_to: Maybe<string>;
  tries: Generated<number>;
  next_try_at: Maybe<Instant>;
  error: Maybe<string>;
}

/** The table of migration 0022 that is about Acuity. */
export interface AcuityTables {
  acuity_hints: AcuityHints;
}
