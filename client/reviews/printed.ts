import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Statement, statementOf } from '../../domain/statement/statement.ts';
import type { Letter } from '../../letter/letter.ts';
import { accountOf, openItemsOf } from '../../ledger/openItems/account.ts';
import { type LoggedLetter, loggedLetters } from '../../ledger/openItems/letters.ts';
import type { Task } from '../../ledger/schema.ts';
import { findTask } from '../../ledger/tasks.ts';
import { listedTask } from '../../ledger/tasks/list.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { askOfTask } from '../tasks/find.ts';

/** A letter that is on record as printed, word for word: printed again it has the same bytes. */
export interface Printed extends LoggedLetter {
  letter: Letter;
}

/**
 * Logs a letter with all its words before there is a file of it: whoever dies in between makes the same one again.
 * @returns the letter as it is on record: with an id that was used before, that of then
 */
export async function logPrinted(
  context: Context,
  task: Task,
  letter: Letter,
  given: By & { id: string },
): Promise<Printed> {
  await askOfTask(context, task, 'logAction', { action: 'letter', letter }, given);
  const printed = await printedBy(context, given.id);
  if (printed?.task === task.key) return printed;
  throw new ClientError('FT-CLI-ID-USED', `"${given.id}" was another action.`);
}

/** The letter that a request has logged before. */
export async function printedBy({ ledger }: Context, id: string): Promise<Printed | undefined> {
  return ((await loggedLetters(ledger, { id })) as Printed[])[0];
}

/** The ids of a batch's letters: each comes from the request's own id and from the task, so that a repetition logs none twice. */
export function batchOf(request: string): { begins: string; idOf: (task: string) => string } {
  const begins = `letters:${createHash('sha256').update(request).digest('hex').slice(0, 32)}:`;
  return { begins, idOf: (task) => begins + task };
}

/** What a batch has logged, in the order in which it did. */
export async function printedIn({ ledger }: Context, { begins }: { begins: string }): Promise<Printed[]> {
  return (await loggedLetters(ledger, { begins })) as Printed[];
}

/** Whether a letter of this review is on record. */
export async function isPrinted({ ledger }: Context, { case_id: caseId, key }: Task): Promise<boolean> {
  return (await loggedLetters(ledger, { caseId, task: key })).length > 0;
}

/**
 * Why a letter that was logged a while ago must not be printed as it was; null: it still says what is so.
 */
export async function whyNotAgain(context: Context, printed: Printed): Promise<string | null> {
  const why = await whatHasChanged(context, printed);
  if (why === null) return null;
  const logged = new Date(printed.at).toISOString();
  return `its letter, logged at ${logged}, is not printed again: ${why}. Print a new one if it is still due.`;
}

async function whatHasChanged({ ledger, ...context }: Context, printed: Printed): Promise<string | null> {
  const { caseId, letter } = printed;
  const row = await existing({ ledger, ...context }, caseId);
  const found = await findTask(ledger, caseId, printed.task);
  const task = found && (await listedTask(ledger, found.id));
  if (!task || task.state === 'called-off')
    return 'nobody is asked to look at the account any more; it was paid, or its case has ended';
  if (task.answered) return 'an answer has come since';
  const now = statementOf(await openItemsOf(ledger, accountOf(row)), letter.date);
  if (!isDeepStrictEqual(owed(now), owed(letter.statement))) return 'what is owed has changed since';
  const [customer] = letter.recipient;
  const recipient = [row.contact.name ?? accountOf(row).customer, ...(row.contact.address?.lines ?? [])];
  if (!isDeepStrictEqual(recipient, letter.recipient))
    return `it was for ${customer}, whose name or address has changed since`;
  return null;
}

/** What a customer would see: whether somebody has asked for it meanwhile is not there. */
function owed({ currencies, disputed }: Statement) {
  const seen = ({ number, left, due }: Statement['disputed'][number]) => [number, left, due];
  return {
    lines: currencies.map(({ currency, lines }) => [currency, lines.map(seen)]),
    disputed: disputed.map(seen),
  };
}
