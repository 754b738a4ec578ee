import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** A click, form or event of Slack. */
export interface SlackCall {
  /** Slack's own name of it, the same when it comes again. */
  id: string;
  at: Instant;
  /** Who it was, as Slack names them, and as we do. */
  team: string | null;
  slackUser: string | null;
  person: string | null;
  task: string | null;
  cameTo: string;
}

/** Keeps it. @returns false when it had come before */
export async function keepSlackCall(ledger: Ledger, given: SlackCall): Promise<boolean> {
  const { at, slackUser, cameTo, ...plain } = given;
  const kept = await ledger
    .insertInto('slack_calls')
    .values({ ...plain, at: instant(at), slack_user: slackUser, came_to: cameTo })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** Slack repeats a call for an hour at most; staff look up who pressed what in the timeline, which stays. */
const KEPT_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/** Forgets what is older than `KEPT_DAYS`. @returns how many */
export async function forgetSlackCalls(ledger: Ledger, now: Instant): Promise<number> {
  const { numDeletedRows } = await ledger
    .deleteFrom('slack_calls')
    .where('at', '<', instant(now - KEPT_DAYS * DAY))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Whether it has come before and is dealt with. */
export async function knowsSlackCall(ledger: Ledger, id: string): Promise<boolean> {
  const row = await ledger.selectFrom('slack_calls').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}
