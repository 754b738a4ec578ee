import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import type { Intent, Intents } from './schema.ts';
import { instant } from './values.ts';

/** The work an intent belongs to: the same on every retry. */
export interface Work {
  caseId: string;
  round: number;
  pass: number;
  key: string;
}

/** One thing to be done outside, with the exact bytes. */
export interface Wanted extends Work {
  id: string;
  effect: number;
  verb: Intents['verb'];
  channel: string;
  name: string;
  recipient: string;
  attempt: boolean;
  warnsOf: string | null;
  connector: string;
  content: Content;
}

/** What goes out, and the words in it for people to read. */
export interface Content {
  mediaType: string;
  body: Buffer;
  subject: string | null;
  text: string;
  messageId: string | null;
}

export function newIntentId(): string {
  return newId();
}

/** All intents of a piece of work, in the order of its effects. */
export async function intentsOf(ledger: Ledger, work: Work): Promise<Intent[]> {
  return ledger
    .selectFrom('intents')
    .selectAll()
    .where('case_id', '=', work.caseId)
    .where('round', '=', work.round)
    .where('pass', '=', work.pass)
    .where('key', '=', work.key)
    .orderBy('effect')
    .orderBy('created_at')
    .execute();
}

/** Every intent of a case, oldest first. */
export async function intentsOfCase(ledger: Ledger, caseId: string): Promise<Intent[]> {
  return ledger
    .selectFrom('intents')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The Message-IDs of the emails that a case has sent, oldest first: what a later one refers to. */
export async function sentMessageIds(ledger: Ledger, caseId: string): Promise<string[]> {
  const rows = await ledger
    .selectFrom('intents')
    .select('message_id')
    .where('case_id', '=', caseId)
    .where('state', '=', 'accepted')
    .where('message_id', 'is not', null)
    .orderBy('accepted_at')
    .execute();
  return rows.flatMap(({ message_id }) => message_id ?? []);
}

/**
 * Claims a new intent with its content. Null: somebody else has claimed the same work meanwhile.
 * @param state `sending`, or `with-person` when a person is to do it by hand
 */
export async function claimNew(
  tx: Ledger,
  wanted: Wanted,
  claim: { state: 'sending' | 'with-person'; at: Instant; leaseUntil: Instant | null; localDay: string },
): Promise<Intent | null> {
  const { content, caseId, warnsOf, ...plain } = wanted;
  const hash = await keepContent(tx, content);
  const row = await tx
    .insertInto('intents')
    .values({
      ...plain,
      case_id: caseId,
      warns_of: warnsOf,
      state: claim.state,
      content_hash: hash,
      subject: content.subject,
      text: content.text,
      message_id: content.messageId,
      tries: 1,
      lease_until: claim.leaseUntil === null ? null : instant(claim.leaseUntil),
      local_day: claim.localDay,
      created_at: instant(claim.at),
      started_at: instant(claim.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Claims an intent again, with the bytes it has. Null when it is no longer as the caller saw it: accepted meanwhile, or
 * claimed by another worker that may still be at it.
 */
export async function claimAgain(
  tx: Ledger,
  seen: Intent,
  claim: { at: Instant; leaseUntil: Instant; localDay: string },
): Promise<Intent | null> {
  const row = await tx
    .updateTable('intents')
    .set({
      state: 'sending',
      tries: sql`tries + 1`,
      lease_until: instant(claim.leaseUntil),
      local_day: claim.localDay,
      started_at: instant(claim.at),
    })
    .where('id', '=', seen.id)
    .where('state', '=', seen.state)
    .where('tries', '=', seen.tries)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The other side has it. Says false when the intent was not being sent any more: the caller came too late. */
export async function markAccepted(
  tx: Ledger,
  id: string,
  given: { at: Instant; deliveredAt: Instant; providerId: string | null; by: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('intents')
    .set({
      state: 'accepted',
      accepted_at: instant(given.at),
      delivered_at: instant(given.deliveredAt),
      provider_id: given.providerId,
      accepted_by: given.by,
      lease_until: null,
      reason: null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['sending', 'unknown', 'with-person'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * The call is over and was not accepted.
 * `planned`: surely not sent, may be tried again. `unknown`: it may have been. `refused`: never by this intent.
 */
export async function markNotAccepted(
  tx: Ledger,
  id: string,
  state: 'planned' | 'unknown' | 'refused',
  reason: string,
  detail: string | null = null,
): Promise<void> {
  await tx
    .updateTable('intents')
    .set({ state, reason, detail, lease_until: null })
    .where('id', '=', id)
    .where('state', 'in', ['planned', 'sending', 'unknown', 'with-person'])
    .execute();
}

async function keepContent(tx: Ledger, { mediaType, body }: Content): Promise<string> {
  const hash = createHash('sha256').update(body).digest('hex');
  await tx
    .insertInto('contents')
    .values({ hash, media_type: mediaType, body })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}

/** The bytes that were stored, as they go out and as staff see them. */
export async function contentOf(ledger: Ledger, hash: string): Promise<{ mediaType: string; body: Buffer }> {
  const row = await ledger
    .selectFrom('contents')
    .select(['media_type', 'body'])
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return { mediaType: row.media_type, body: row.body };
}
