import { MessageError } from '../../domain/messages/errors.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import { StatementError } from '../../domain/statement/errors.ts';
import type { Letter } from '../../letter/letter.ts';
import { letterBatch as batchPdf, letterPdf } from '../../letter/letterPdf.ts';
import { levelLetter } from '../../letter/levelLetter.ts';
import { houseOf } from '../../ledger/house.ts';
import { newId } from '../../ledger/id.ts';
import { accountOf, openItemsOf } from '../../ledger/openItems/account.ts';
import { senderOf } from '../../ledger/sender.ts';
import { findTask } from '../../ledger/tasks.ts';
import { zoneOfCase } from '../calendars.ts';
import { whoActs, whoActsIn } from '../acting.ts';
import { caseNow } from '../caseClock.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { taskPage } from '../tasks/page.ts';
import { checkAction } from './action.ts';
import {
  batchOf,
  isPrinted,
  logPrinted,
  type Printed,
  printedBy,
  printedIn,
  whyNotAgain,
} from './printed.ts';
import { type OpenReview, openReview } from './review.ts';

export interface LetterBatch extends Pick<By, 'by' | 'id'> {
  /** Only reviews for this role. */
  role?: string | undefined;
  /** Also those whose letter was printed before. */
  again?: boolean | undefined;
  /** Also those of rehearsals. */
  rehearsals?: boolean | undefined;
  /** Letters at most; absent: 2,000. */
  most?: number | undefined;
  /** What the same request was answered: the same letters once more, word for word, whatever has become of them. Nothing is logged. */
  answered?: readonly string[] | undefined;
}

export interface PrintedLetters {
  /** One PDF for the printer; null: no letter is due. */
  pdf: Buffer | null;
  /** The cases whose letters are in it, in this order. */
  cases: string[];
  /** Reviews whose letter is not in it, and why. */
  left: { caseId: string; because: string }[];
}

/** Letters of one batch: more is more than a printer takes. */
const MOST = 2_000;
const PAGE = 500;

/**
 * The letter of a review as PDF, as the account stands now. Printing it counts as done about the review. With the id of a
 * request that has logged one before it is that letter, byte for byte, even when the review is done by now.
 * @param meant the task of the review, or its case
 * @throws ClientError FT-CLI-NO-REVIEW, FT-CLI-ACTION, FT-CLI-REFUSED; StatementError FT-STM-LETTER; then nothing is logged.
 * FT-CLI-REFUSED too when the letter that was logged before must not be printed any more: what is owed has changed
 */
export async function letter(context: Context, meant: string, given: By): Promise<Buffer> {
  const { id = newId() } = given;
  const before = await printedBy(context, id);
  if (before) return printedBefore(context, meant, before, given);
  const review = await openReview(context, meant);
  await whoActsIn(context.ledger, review.row, given.by);
  const each = await written(context, review);
  // Whether its font can show it is only known once it is drawn.
  await letterPdf(each);
  const logged = await logPrinted(context, review.task, each, { ...given, id });
  return letterPdf(logged.letter);
}

async function printedBefore(context: Context, meant: string, before: Printed, { by }: By): Promise<Buffer> {
  const row = await existing(context, before.caseId);
  const task = await findTask(context.ledger, row.id, before.task);
  if (meant !== row.id && meant !== task?.id)
    throw new ClientError('FT-CLI-ID-USED', `"${before.id}" was a letter of ${row.id}.`);
  await whoActsIn(context.ledger, row, by);
  const because = await whyNotAgain(context, before);
  if (because !== null) throw new ClientError('FT-CLI-REFUSED', because);
  return letterPdf(before.letter);
}

/**
 * The letters of all reviews that are due and suggest one, as one PDF, each logged. One that cannot be printed, or that
 * its case refuses meanwhile, is left and named; it holds up no other. What a request with the same id has logged before
 * is in it as it was logged, so that a repetition after a crash loses none and logs none twice.
 */
export async function letterBatch(context: Context, given: LetterBatch): Promise<PrintedLetters> {
  await whoActs(context.ledger, given.by);
  const { most = MOST, by, answered } = given;
  const batch = batchOf(given.id ?? newId());
  const before = await printedIn(context, batch);
  if (answered)
    return asOne(
      before.filter(({ caseId }) => answered.includes(caseId)),
      [],
    );
  const known = new Set(before.map(({ id }) => id));
  const overtaken = new Set<string>();
  const left: PrintedLetters['left'] = [];
  for (const each of before) {
    const because = await whyNotAgain(context, each);
    if (because === null) continue;
    overtaken.add(each.id);
    left.push({ caseId: each.caseId, because });
  }
  let count = before.length - overtaken.size;
  for await (const taskId of reviewsDue(context, given)) {
    const id = batch.idOf(taskId);
    if (known.has(id)) continue;
    if (count >= most) {
      left.push({
        caseId: '',
        because: `the batch is full with ${most} letters: print the rest as another one.`,
      });
      break;
    }
    const review = await openReview(context, taskId).catch(gone);
    if (!review?.level.actions.includes('letter')) continue;
    // The list is as old as the batch: another one may have printed it meanwhile.
    if (!given.again && (await isPrinted(context, review.task))) continue;
    try {
      const each = await written(context, review);
      await letterPdf(each);
      await logPrinted(context, review.task, each, { by, id });
      count += 1;
    } catch (error) {
      if (!isItsOwn(error)) throw error;
      left.push({ caseId: review.row.id, because: error.message });
    }
  }
  // As it is on record: nothing is printed that is not, and nothing is on record that is not printed.
  const printed = (await printedIn(context, batch)).filter(({ id }) => !overtaken.has(id));
  return asOne(printed, left);
}

async function asOne(printed: Printed[], left: PrintedLetters['left']): Promise<PrintedLetters> {
  return {
    pdf: printed.length > 0 ? await batchPdf(printed.map((each) => each.letter)) : null,
    cases: printed.map(({ caseId }) => caseId),
    left,
  };
}

/** Open reviews that nobody has put off, the most urgent first. */
async function* reviewsDue(
  context: Context,
  { role, again, rehearsals }: LetterBatch,
): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await taskPage(context, { role, rehearsals, kind: 'review', limit: PAGE, after });
    for (const { id, logged, answered } of page.tasks) {
      const printed = logged.some(({ action }) => action === 'letter');
      if (!answered && (again || !printed)) yield id;
    }
    after = page.next ?? undefined;
  } while (after !== undefined);
}

async function written(context: Context, review: OpenReview): Promise<Letter> {
  const { row, procedure, catalog, level } = review;
  checkAction(review, 'letter');
  const { ledger } = context;
  const at = caseNow(row);
  const zone = await zoneOfCase(context, row);
  const account = accountOf(row);
  const house = await houseOf(ledger);
  return levelLetter({
    found: row,
    procedure,
    catalog,
    level: level.name,
    customer: account.customer,
    items: await openItemsOf(ledger, account),
    today: localDate(zone, at),
    at,
    zone,
    sender: await senderOf(ledger, house, row),
    letterhead: house.letterhead,
  });
}

/** Somebody was faster. */
function gone(error: unknown): null {
  if (error instanceof ClientError && error.code === 'FT-CLI-NO-REVIEW') return null;
  throw error;
}

function isItsOwn(error: unknown): error is Error {
  return error instanceof ClientError || error instanceof StatementError || error instanceof MessageError;
}
