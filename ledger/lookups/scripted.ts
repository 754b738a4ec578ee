import type { Ledger } from '../connect.ts';
import { json } from '../values.ts';

/** Keeps what sandbox systems answer to a case that is about to be opened. */
export async function keepScriptedAnswers(ledger: Ledger, caseId: string, answers: object[]): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map((answer, position) => ({ case_id: caseId, position, answer: json(answer) }));
  await ledger
    .insertInto('scripted_answers')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In the order in which they were given. */
export async function scriptedAnswersOf(ledger: Ledger, caseId: string): Promise<object[]> {
  const rows = await ledger
    .selectFrom('scripted_answers')
    .select('answer')
    .where('case_id', '=', caseId)
    .orderBy('position')
    .execute();
  return rows.map(({ answer }) => answer);
}
