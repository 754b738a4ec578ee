import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { acceptance } from './intents.ts';
import type { Intent, Task } from './schema.ts';
import { addToTimeline } from './timeline.ts';
import { instant } from './values.ts';

/**
 * What intents of messages to our own people are on, so that nothing takes them for contacts: letters, and questions as
 * they stand in a conversation with buttons.
 */
export type NoticeChannel = 'notice' | 'card';

/** A message to one of our own people about a case, with its exact bytes. */
export interface NewNotice {
  id: string;
  caseId: string;
  round: number;
  /** `decision:<task>` or `void:<approval>`: with occasion and mailbox it names the message, which is sent once. */
  key: string;
  /** Absent: a letter. */
  channel?: NoticeChannel;
  /** 0 when it is opened, then the number of the reminder. */
  occasion: number;
  /** The person's id, for the timeline; of a conversation of several, its role. */
  person: string;
  /** Or where else it goes. */
  mailbox: string;
  connector: string;
  subject: string;
  text: string;
  mediaType: string;
  body: Buffer;
  at: Instant;
}

/** Keeps a message to be sent; the same one again is left alone. */
export async function queueNotice(tx: Ledger, given: NewNotice): Promise<void> {
  const { caseId, round, key, occasion, person, mailbox, body, mediaType, at, ...rest } = given;
  const { channel = 'notice', ...plain } = rest;
  const hash = createHash('sha256').update(body).digest('hex');
  await tx
    .insertInto('contents')
    .values({ hash, media_type: mediaType, body })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  await tx
    .insertInto('intents')
    .values({
      ...plain,
      case_id: caseId,
      round,
      pass: occasion,
      key: `${channel}:${key}`,
      effect: 0,
      verb: 'note',
      channel,
      name: person,
      recipient: mailbox,
      attempt: false,
      state: 'planned',
      content_hash: hash,
      created_at: instant(at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes messages that are to be sent now, each by one sender only until its lease ends. */
export async function takeNotices(
  ledger: Ledger,
  given: { now: Instant; lease: number; limit: number; channel?: NoticeChannel },
): Promise<Intent[]> {
  const { now, lease, limit, channel = 'notice' } = given;
  return ledger
    .updateTable('intents')
    .set({
      state: 'sending',
      tries: sql`tries + 1`,
      lease_until: instant(now + lease),
      started_at: instant(now),
    })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('intents')
        .select('id')
        .where('channel', '=', channel)
        .where('state', 'in', ['planned', 'sending'])
        .where(sql<boolean>`(lease_until is null or lease_until <= ${instant(now)})`)
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

/** It has gone out: so says the timeline, too. `also` is kept in the same moment. */
export async function noticeSent(
  ledger: Ledger,
  notice: Intent,
  { at, providerId, about }: { at: Instant; providerId: string | null; about: string },
  also: (tx: Ledger) => Promise<void> = async () => undefined,
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await also(tx);
    await acceptance(tx, { intentId: notice.id, at, deliveredAt: at, providerId, by: null }).execute();
    const entry = { at, round: notice.round, what: 'notified', about, because: notice.name };
    await addToTimeline(tx, [
      { caseId: notice.case_id, key: `notified|${notice.id}`, intentId: notice.id, ...entry },
    ]);
  });
}

/** Not taken: tried again from then; null: never again. */
export async function noticeFailed(
  ledger: Ledger,
  id: string,
  { reason, detail, again }: { reason: string; detail: string | null; again: Instant | null },
): Promise<void> {
  await ledger
    .updateTable('intents')
    .set({
      state: again === null ? 'refused' : 'planned',
      reason,
      detail,
      lease_until: again === null ? null : instant(again),
    })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/** Open decisions whose people have not been written to since it was opened, or escalated. */
export async function unnoticedDecisions(ledger: Ledger, now: Instant, limit: number): Promise<Task[]> {
  return ledger
    .selectFrom('tasks')
    .selectAll()
    .where('state', '=', 'open')
    .where('rehearsal', '=', false)
    .where('kind', 'in', ['decision', 'confirm-approval'])
    .where(sql<boolean>`(noticed is null or noticed < escalated)`)
    .where(sql<boolean>`(show_at is null or show_at <= ${instant(now)})`)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function markNoticed(tx: Ledger, { id, escalated }: Task): Promise<void> {
  await tx.updateTable('tasks').set({ noticed: escalated }).where('id', '=', id).execute();
}

/** Approvals that a reply or other facts made void, and whose givers have not been told. */
export async function untoldVoids(ledger: Ledger, limit: number) {
  return ledger
    .selectFrom('approvals as a')
    .innerJoin('cases as c', 'c.id', 'a.case_id')
    .selectAll('a')
    .select('c.round')
    .where('a.revoked_because', '=', 'void')
    .where('a.noticed', '=', false)
    .where('c.rehearsal', '=', false)
    .orderBy('a.id')
    .limit(limit)
    .execute();
}

export async function markVoidTold(tx: Ledger, id: string): Promise<void> {
  await tx.updateTable('approvals').set({ noticed: true }).where('id', '=', id).execute();
}
