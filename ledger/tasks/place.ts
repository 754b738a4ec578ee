import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Task } from '../schema.ts';
import { instant } from '../values.ts';

/**
 * Where a task stands in the order of urgency: escalated ones first, then overdue ones, then by priority, due date and
 * age. `asOf` is the moment for which a list was asked: all its pages judge by it what is overdue and what is hidden, so
 * that time passing between two pages moves nothing.
 */
export interface Place {
  asOf: Instant;
  escalated: number;
  overdue: boolean;
  priority: number;
  due: Instant | null;
  opened: Instant;
  id: string;
}

/** As one row of values that is ascending: what comes first in the list is the smallest. */
export function placeColumns(asOf: Instant): RawBuilder<unknown> {
  return sql`(-t.escalated, (t.due_at is null or t.due_at > ${instant(asOf)})::int, t.priority,
    coalesce(t.due_at, 'infinity'), t.opened_at, t.id)`;
}

export function orderByPlace(asOf: Instant): RawBuilder<unknown> {
  return sql`-t.escalated, (t.due_at is null or t.due_at > ${instant(asOf)})::int, t.priority,
    coalesce(t.due_at, 'infinity'), t.opened_at, t.id`;
}

/** The same row for a place that is known. */
export function placeValues(place: Place): RawBuilder<unknown> {
  const due = place.due === null ? sql`'infinity'::timestamptz` : instant(place.due);
  return sql`(${-place.escalated}::int, ${place.overdue ? 0 : 1}::int, ${place.priority}::int, ${due},
    ${instant(place.opened)}, ${place.id}::text)`;
}

export function placeOf(task: Task, asOf: Instant): Place {
  const { escalated, priority, due_at: due, opened_at: opened, id } = task;
  return { asOf, escalated, overdue: due !== null && due <= asOf, priority, due, opened, id };
}

/** A place as a text that a caller gives back to get the next page; nothing in it is secret. */
export function cursorOf(place: Place): string {
  const { asOf, escalated, overdue, priority, due, opened, id } = place;
  return Buffer.from(JSON.stringify([asOf, escalated, overdue, priority, due, opened, id])).toString(
    'base64url',
  );
}

/** Null when the text is none that `cursorOf` has written. */
export function readCursor(cursor: string): Place | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(read) || read.length !== 7) return null;
    const [asOf, escalated, overdue, priority, due, opened, id] = read as unknown[];
    if (![asOf, escalated, priority, opened].every(Number.isSafeInteger)) return null;
    if (typeof overdue !== 'boolean' || typeof id !== 'string') return null;
    if (due !== null && !Number.isSafeInteger(due)) return null;
    return { asOf, escalated, overdue, priority, due, opened, id } as Place;
  } catch {
    return null;
  }
}
