import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Classified } from '../../domain/inbound/classify.ts';
import type { AttachedFile } from '../../domain/inbound/mail/mail.ts';
import type { MatchedBy } from '../../domain/inbound/match.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { lockForNews, sameAddress } from '../locks.ts';
import { instant, json } from '../values.ts';
import type { InboxDetails, InboxDid, InboxItem } from './rows.ts';

export interface NewInboxItem extends Pick<Classified, 'class' | 'because'> {
  channel: string;
  source: string;
  eventId: string;
  via: string | null;
  receivedAt: Instant;
  address: string | null;
  original: { mediaType: string; body: Buffer } | null;
  subject: string | null;
  text: string;
  attachments: AttachedFile[];
  authentic: boolean;
  matchedBy: MatchedBy | null;
  caseId: string | null;
  about: string | null;
  details: InboxDetails;
}

/**
 * Keeps what came in. When this returns it is in the ledger, and nothing goes to its address and no act of its case starts
 * until `finishItem`. The same event again gives the item that was kept first.
 */
export async function keepItem(
  ledger: Ledger,
  given: NewInboxItem,
): Promise<{ item: InboxItem; kept: boolean }> {
  return ledger.transaction().execute(async (tx) => {
    const { original, caseId } = given;
    const address = given.address === null ? null : sameAddress(given.address);
    await lockForNews(tx, { caseId, address });
    const hash = original === null ? null : await keepOriginal(tx, original);
    const item = await tx
      .insertInto('inbox')
      .values({
        id: newId(),
        channel: given.channel,
        source: given.source,
        event_id: given.eventId,
        via: given.via,
        received_at: instant(given.receivedAt),
        address,
        content_hash: hash,
        subject: given.subject,
        text: given.text,
        attachments: json(given.attachments),
        class: given.class,
        because: given.because,
        authentic: given.authentic,
        matched_by: given.matchedBy,
        case_id: caseId,
        about: given.about,
        details: json(given.details),
        // Whoever keeps it deals with it at once; another program takes it up only if that one has died.
        next_try_at: sql`now() + interval '1 minute'`,
      })
      .onConflict((conflict) => conflict.columns(['source', 'event_id']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (item) return { item, kept: true };
    const { source, eventId } = given;
    return { item: await itemOf(tx, source, eventId), kept: false };
  });
}

async function itemOf(tx: Ledger, source: string, eventId: string): Promise<InboxItem> {
  return tx
    .selectFrom('inbox')
    .selectAll()
    .where('source', '=', source)
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
}

async function keepOriginal(tx: Ledger, { mediaType, body }: { mediaType: string; body: Buffer }) {
  const hash = createHash('sha256').update(body).digest('hex');
  await tx
    .insertInto('contents')
    .values({ hash, media_type: mediaType, body })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}

/** It is dealt with: it holds nothing up any more by itself. */
export async function finishItem(
  ledger: Ledger,
  { id, did, at }: { id: string; did: InboxDid; at: Instant },
): Promise<void> {
  await ledger
    .updateTable('inbox')
    .set({ did, done_at: instant(at), next_try_at: null })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute();
}

/** Dealing with it failed; the next try is later each time. */
export async function putItemOff(ledger: Ledger, id: string, error: string): Promise<void> {
  await ledger
    .updateTable('inbox')
    .set({
      error: error.slice(0, 2_000),
      tries: sql`tries + 1`,
      next_try_at: sql`now() + least(600, 5 * power(2, tries)) * interval '1 second'`,
    })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute();
}

/** Takes the next item that nobody is dealing with; nobody else gets it within a minute. */
export async function takeWaiting(ledger: Ledger): Promise<InboxItem | undefined> {
  return ledger
    .updateTable('inbox')
    .set({ next_try_at: sql`now() + interval '1 minute'` })
    .where('id', '=', (select) =>
      select
        .selectFrom('inbox')
        .select('id')
        .where('done_at', 'is', null)
        .where('next_try_at', '<=', sql<number>`now()`)
        .orderBy('next_try_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Items about an address since a moment; for a class only, where one is named. */
export async function countSince(
  ledger: Ledger,
  given: { address: string; since: Instant; class?: InboxItem['class'] },
): Promise<number> {
  let query = ledger
    .selectFrom('inbox')
    .select((select) => select.fn.countAll<string>().as('many'))
    .where('address', '=', sameAddress(given.address))
    .where('received_at', '>', instant(given.since));
  if (given.class !== undefined) query = query.where('class', '=', given.class);
  return Number((await query.executeTakeFirstOrThrow()).many);
}

export interface InboxFilter {
  class?: InboxItem['class'] | undefined;
  caseId?: string | undefined;
  address?: string | undefined;
  /** Only what is not dealt with yet. */
  waiting?: boolean | undefined;
  /** The id of the last one of the page before. */
  before?: string | undefined;
  limit?: number | undefined;
}

/** What came in, newest first. */
export async function listInbox(ledger: Ledger, filter: InboxFilter = {}): Promise<InboxItem[]> {
  let query = ledger.selectFrom('inbox').selectAll();
  if (filter.class !== undefined) query = query.where('class', '=', filter.class);
  if (filter.caseId !== undefined) query = query.where('case_id', '=', filter.caseId);
  if (filter.address !== undefined) query = query.where('address', '=', sameAddress(filter.address));
  if (filter.waiting) query = query.where('done_at', 'is', null);
  if (filter.before !== undefined) query = query.where('id', '<', filter.before);
  return query
    .orderBy('id', 'desc')
    .limit(filter.limit ?? 100)
    .execute();
}

/** The items whose id ends so, newest first. */
export async function inboxEndingWith(ledger: Ledger, end: string, most: number): Promise<InboxItem[]> {
  return ledger
    .selectFrom('inbox')
    .selectAll()
    .where(sql<boolean>`right(id, ${end.length}) = ${end}`)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}
