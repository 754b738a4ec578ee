import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { instant } from '../values.ts';
import type { WebhookTries } from './rows.ts';

export type WebhookTry = Selectable<WebhookTries>;

/** Nobody reads more of an answer. */
const FIRST_BYTES = 2_000;
/** A record of what went over the wire, no longer than people look into it; the messages themselves stay. */
export const KEPT_DAYS = 30;
const DAY = 24 * 60 * 60 * 1_000;

export interface NewTry {
  id: string;
  caseId: string;
  endpoint: string;
  at: Instant;
  ms: number;
  status: number | null;
  error: string | null;
  answer: string;
}

/** Keeps how one try of a webhook went. A repetition that a person has asked for bears that person's name. */
export async function keepTry(ledger: Ledger, tried: NewTry): Promise<void> {
  const { id: intent, caseId, at, answer, ...plain } = tried;
  await ledger
    .insertInto('webhook_tries')
    .values({
      ...plain,
      id: newId(),
      intent_id: intent,
      case_id: caseId,
      at: instant(at),
      answer: answer.slice(0, FIRST_BYTES).replaceAll('\0', ''),
      replayed_by: sql<string | null>`(select r.asked_by from replays r where r.intent_id = ${intent}
        and r.begun_at is not null and r.ended_at is null order by r.begun_at desc limit 1)`,
    })
    .execute();
}

/** Newest first. `before`: id of the last one of the page before. */
export async function listTries(
  ledger: Ledger,
  filter: { caseId?: string | undefined; failed?: boolean; before?: string | undefined; limit?: number },
): Promise<WebhookTry[]> {
  let query = ledger.selectFrom('webhook_tries').selectAll();
  if (filter.caseId !== undefined) query = query.where('case_id', '=', filter.caseId);
  if (filter.failed) query = query.where(sql<boolean>`(status is null or status not between 200 and 299)`);
  if (filter.before !== undefined) query = query.where('id', '<', filter.before);
  return query
    .orderBy('id', 'desc')
    .limit(filter.limit ?? 200)
    .execute();
}

export async function findTry(ledger: Ledger, id: string): Promise<WebhookTry | undefined> {
  return ledger.selectFrom('webhook_tries').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Forgets what is older than `KEPT_DAYS`. @returns how many */
export async function forgetTries(ledger: Ledger, now: Instant): Promise<number> {
  const before = instant(now - KEPT_DAYS * DAY);
  const { numDeletedRows } = await ledger
    .deleteFrom('webhook_tries')
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
