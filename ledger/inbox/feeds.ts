import { type RawBuilder, sql } from 'kysely';
import { keepable } from '../../domain/messages/plain.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** Something that is read by itself. */
export interface Feed {
  /** As the house has named it, without anything about people: "imap desk/INBOX". */
  name: string;
  /** Unread for longer it is overdue, in milliseconds. */
  overdueMs: number;
}

export type FeedKind = 'mailbox' | 'vendor';

/** Nothing has been read of it since then. */
export interface Overdue {
  name: string;
  kind: FeedKind;
  since: Instant;
  /** In words for staff; null: whoever reads it has said nothing. */
  because: string | null;
}

/** Where marks would follow each other faster, one of them is enough. */
const MARKED_EVERY = 10_000;

/** What of a kind is configured. What is no longer is forgotten: nobody waits for it. */
export async function keepFeeds(
  ledger: Ledger,
  kind: FeedKind,
  feeds: readonly Feed[],
  at: Instant,
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    const names = feeds.map(({ name }) => name);
    await sql`delete from feeds where kind = ${kind} and name <> all(${names}::text[])`.execute(tx);
    for (const { name, overdueMs } of feeds.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
      await sql`insert into feeds (name, kind, overdue_ms, since) values (${name}, ${kind}, ${overdueMs}, ${instant(at)})
        on conflict (name) do update set kind = excluded.kind, overdue_ms = excluded.overdue_ms`.execute(tx);
  });
}

/** All that had come in by then has been kept. It never goes back; nothing happens where it is not configured any more. */
export async function markRead(ledger: Ledger, name: string, at: Instant): Promise<void> {
  await sql`update feeds set read_at = greatest(read_at, ${instant(at)}), because = null
    where name = ${name} and (read_at is null or read_at <= ${instant(at - MARKED_EVERY)} or because is not null)`.execute(
    ledger,
  );
}

/** Reading it has failed, in words for staff; until it is read again. */
export async function markUnread(ledger: Ledger, name: string, because: string): Promise<void> {
  await sql`update feeds set because = ${keepable(because).slice(0, 500)} where name = ${name}`.execute(
    ledger,
  );
}

/** What should have been read by now and was not, by name. */
export async function overdueFeeds(ledger: Ledger, now: Instant): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`select name, kind, coalesce(read_at, since) as since, because from feeds
    where ${DUE} < ${instant(now)} order by name`.execute(ledger);
  return rows;
}

const DUE = sql`coalesce(read_at, since) + overdue_ms * interval '1 millisecond'`;

/**
 * For the gate: up to when every mailbox has been read, null where one never was; and when the first of them is overdue. Null
 * where there is none: then nothing is known of bounces, and nobody waits for them.
 */
export function mailRead(): RawBuilder<unknown> {
  return sql`(select json_build_object(
      'until', case when bool_and(read_at is not null) then floor(extract(epoch from min(read_at)) * 1000) end,
      'dueAt', floor(extract(epoch from min(${DUE})) * 1000))
    from feeds where kind = 'mailbox' having count(*) > 0)`;
}
