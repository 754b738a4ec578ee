import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { attemptKey } from '../domain/gate/asked.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { useAllowances } from './contactRules/allowances.ts';
import { decision, type NewDecision } from './decisions.ts';
import type { Work } from './intents.ts';
import type { Intent, Intents } from './schema.ts';
import { together } from './together.ts';
import { instant } from './values.ts';

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

export interface Claim {
  at: Instant;
  /** Until then no other worker takes the work over; null for a person's work. */
  leaseUntil: Instant | null;
  localDay: string;
  /** The gate's yes, kept with the claim. */
  decision: Omit<NewDecision, 'intentId'>;
}

/**
 * Claims a new intent with its content and the gate's answer. Null: somebody else has claimed the same work meanwhile.
 * @param state `sending`, or `with-person` when a person is to do it by hand
 */
export async function claimNew(
  ledger: Ledger,
  wanted: Wanted,
  claim: Claim & { state: 'sending' | 'with-person' },
): Promise<Intent | null> {
  const { content, caseId, warnsOf, ...plain } = wanted;
  const { mediaType, body, subject, text, messageId } = content;
  const hash = createHash('sha256').update(body).digest('hex');
  const kept = ledger
    .insertInto('contents')
    .values({ hash, media_type: mediaType, body })
    .onConflict((conflict) => conflict.column('hash').doNothing());
  const claimed = ledger
    .insertInto('intents')
    .values({
      ...plain,
      case_id: caseId,
      warns_of: warnsOf,
      state: claim.state,
      content_hash: hash,
      subject,
      text,
      message_id: messageId,
      tries: 1,
      lease_until: claim.leaseUntil === null ? null : instant(claim.leaseUntil),
      local_day: claim.localDay,
      created_at: instant(claim.at),
      started_at: instant(claim.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll();
  const answer = decision(ledger, { ...claim.decision, intentId: wanted.id }, 'claimed');
  const changes = together({ kept, claimed, answer, ...usedUp(ledger, claim) });
  const { rows } = await sql<Intent>`${changes} select * from claimed`.execute(ledger);
  return rows[0] ?? null;
}

/**
 * Claims an intent again, with the bytes it has. Null when it is no longer as the caller saw it: accepted meanwhile, or
 * claimed by another worker that may still be at it.
 */
export async function claimAgain(ledger: Ledger, seen: Intent, claim: Claim): Promise<Intent | null> {
  const claimed = ledger
    .updateTable('intents')
    .set({
      state: 'sending',
      tries: sql`tries + 1`,
      lease_until: claim.leaseUntil === null ? null : instant(claim.leaseUntil),
      local_day: claim.localDay,
      started_at: instant(claim.at),
    })
    .where('id', '=', seen.id)
    .where('state', '=', seen.state)
    .where('tries', '=', seen.tries)
    .returningAll();
  const answer = decision(ledger, { ...claim.decision, intentId: seen.id }, 'claimed');
  const changes = together({ claimed, answer, ...usedUp(ledger, claim) });
  const { rows } = await sql<Intent>`${changes} select * from claimed`.execute(ledger);
  return rows[0] ?? null;
}

/** What staff had allowed once is used by the attempt that needed it. */
function usedUp(ledger: Ledger, { decision: { allowances, ...work }, at }: Claim) {
  if (!allowances?.length) return {};
  return { used: useAllowances(ledger, { ids: allowances, work: attemptKey(work), at }, 'claimed') };
}
