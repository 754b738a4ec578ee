import { setTimeout as sleep } from 'node:timers/promises';
import { didYouMean, listed } from '../../domain/words.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { whoActsIn } from '../acting.ts';
import type { Asked } from '../ask.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { askOfTask } from '../tasks/find.ts';
import { actionsFor, type OpenReview, openReview, type ReviewAction } from './review.ts';

export interface ActionDone extends Asked {
  action: string;
  /** `logged`: Done is possible now; `under-way`: the email is being sent; `failed`: it was not, and nothing is logged. */
  state: 'logged' | 'under-way' | 'failed';
  /** Why it failed: a reason code. */
  why: string | null;
}

const LOOK_AGAIN_MS = 100;

/**
 * Something was done about a review: the letter was printed, or an action of one's own was done. `email` sends the email
 * of the level now, to the address on file, and logs it when it has gone out; every rule that holds for contacts holds.
 * @param meant the task of the review, or its case
 * @throws ClientError FT-CLI-NO-REVIEW, FT-CLI-ACTION; FT-CLI-REFUSED after a reply
 */
export async function reviewAction(
  context: Context,
  meant: string,
  action: string,
  given: By,
): Promise<ActionDone> {
  const review = await openReview(context, meant);
  await whoActsIn(context.ledger, review.row, given.by);
  checkAction(review, action);
  const before = await wordsOf(context, review);
  const asked = await askOfTask(context, review.task, 'logAction', { action }, given);
  if (!asked.delivered) return { ...asked, action, state: 'under-way', why: null };
  if (action !== 'email') return { ...asked, action, state: 'logged', why: null };
  return { ...asked, action, ...(await outcomeOfEmail(context, review, before.length)) };
}

/** What can be done about a review. */
export async function reviewActions(context: Context, meant: string): Promise<ReviewAction[]> {
  return actionsFor(await openReview(context, meant));
}

export function checkAction(review: OpenReview, action: string): void {
  const possible = actionsFor(review).map((each) => each.action);
  if (!possible.includes(action)) {
    const hint = didYouMean(action, possible);
    throw new ClientError(
      'FT-CLI-ACTION',
      `level "${review.level.name}" has no words for "${action}". What can be done: ${listed(possible)}.${hint}`,
    );
  }
  if (action === 'email' && review.row.contact.email === undefined)
    throw new ClientError('FT-CLI-ACTION', 'the customer has no email address on file.');
}

/** Waits a moment for it, because whoever ordered it wants to know. */
async function outcomeOfEmail(
  context: Context,
  review: OpenReview,
  before: number,
): Promise<Pick<ActionDone, 'state' | 'why'>> {
  const deadline = Date.now() + 2 * context.patience;
  while (Date.now() < deadline) {
    const said = (await wordsOf(context, review))[before];
    if (said?.what === 'action-done') return { state: 'logged', why: null };
    if (said) return { state: 'failed', why: said.because };
    await sleep(LOOK_AGAIN_MS);
  }
  return { state: 'under-way', why: null };
}

async function wordsOf({ ledger }: Context, { task }: OpenReview) {
  const entries = await timelineOf(ledger, task.case_id, task.opened_at);
  return entries.filter(({ what, about }) => about === task.key && EMAIL_WORDS.includes(what));
}

const EMAIL_WORDS = ['action-done', 'action-failed'];
