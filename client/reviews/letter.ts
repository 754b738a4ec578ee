import { MessageError } from '../../domain/messages/errors.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import { StatementError } from '../../domain/statement/errors.ts';
import type { Letter } from '../../letter/letter.ts';
import { letterBatch as batchPdf, letterPdf } from '../../letter/letterPdf.ts';
import { levelLetter } from '../../letter/levelLetter.ts';
import { houseOf } from '../../ledger/house.ts';
import { accountOf, openItemsOf } from '../../ledger/openItems/account.ts';
import { senderOf } from '../../ledger/sender.ts';
import { zoneOfCase } from '../calendars.ts';
import { whoActs, whoActsIn } from '../acting.ts';
import { caseNow } from '../caseClock.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { askOfTask } from '../tasks/find.ts';
import { taskPage } from '../tasks/page.ts';
import { checkAction } from './action.ts';
import { type OpenReview, openReview } from './review.ts';

export interface LetterBatch extends Pick<By, 'by'> {
  /** Only reviews for this role. */
  role?: string | undefined;
  /** Also those whose letter was printed before. */
  again?: boolean | undefined;
  /** Also those of rehearsals. */
  rehearsals?: boolean | undefined;
  /** Letters at most; absent: 2,000. */
  most?: number | undefined;
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
 * The letter of a review as PDF, as the account stands now. Printing it counts as done about the review.
 * @param meant the task of the review, or its case
 * @throws ClientError FT-CLI-NO-REVIEW, FT-CLI-ACTION, FT-CLI-REFUSED; StatementError FT-STM-LETTER; then nothing is logged
 */
export async function letter(context: Context, meant: string, given: By): Promise<Buffer> {
  const review = await openReview(context, meant);
  await whoActsIn(context.ledger, review.row, given.by);
  const pdf = await letterPdf(await written(context, review));
  await askOfTask(context, review.task, 'logAction', { action: 'letter' }, given);
  return pdf;
}

/**
 * The letters of all reviews that are due and suggest one, as one PDF, each logged. One that cannot be printed, or that
 * its case refuses meanwhile, is left and named; it holds up no other.
 */
export async function letterBatch(context: Context, given: LetterBatch): Promise<PrintedLetters> {
  await whoActs(context.ledger, given.by);
  const { most = MOST } = given;
  const letters: Letter[] = [];
  const cases: string[] = [];
  const left: PrintedLetters['left'] = [];
  for await (const taskId of reviewsDue(context, given)) {
    if (letters.length >= most) {
      left.push({
        caseId: '',
        because: `the batch is full with ${most} letters: print the rest as another one.`,
      });
      break;
    }
    const review = await openReview(context, taskId).catch(gone);
    if (!review?.level.actions.includes('letter')) continue;
    try {
      const each = await written(context, review);
      // Whether its font can show it is only known once it is drawn.
      await letterPdf(each);
      await askOfTask(context, review.task, 'logAction', { action: 'letter' }, { by: given.by });
      letters.push(each);
      cases.push(review.row.id);
    } catch (error) {
      if (!isItsOwn(error)) throw error;
      left.push({ caseId: review.row.id, because: error.message });
    }
  }
  return { pdf: letters.length > 0 ? await batchPdf(letters) : null, cases, left };
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
