import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import { instant } from '../values.ts';

/** What a report is about. */
export interface Scope {
  procedure: string;
  /** Where each week begins, in the order of time, and where the last one ends: at least two instants. */
  bounds: Instant[];
  /** The end of what can have happened: now, or the end of the last week. */
  until: Instant;
}

/** That an instant lies in the weeks of the report. */
export function within(scope: Scope, column: string): RawBuilder<boolean> {
  const at = sql.raw(column);
  return sql<boolean>`(${at} >= ${instant(beginOf(scope))} and ${at} < ${instant(endOf(scope))})`;
}

/** The index of the week in which `at` lies. */
export function weekOf({ bounds }: Scope): RawBuilder<number> {
  return sql<number>`width_bucket(at, ${bounds.map((each) => new Date(each))}::timestamptz[]) - 1`;
}

export function beginOf({ bounds }: Scope): Instant {
  return bounds[0] ?? 0;
}

export function endOf({ bounds }: Scope): Instant {
  return bounds.at(-1) ?? 0;
}
