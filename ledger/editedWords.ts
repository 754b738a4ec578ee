import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { lockForNews } from './locks.ts';
import { addToTimeline } from './timeline.ts';
import { instant } from './values.ts';

/** The words of one message, as a person wants them. */
export interface EditedWords {
  /** For email and portal. */
  subject: string | null;
  text: string;
}

interface Message {
  caseId: string;
  round: number;
  channel: string;
  name: string;
}

/** The words of one message in place of the procedure's. */
export interface WordsOfMessage extends Omit<Message, 'caseId'>, EditedWords {
  /** It asked about the message. */
  task: string;
  /** The effect, as the timeline names it. */
  about: string;
}

interface Told {
  caseId: string;
  by: string;
  at: Instant;
}

/** Keeps the words that a person has written; the same again are kept once. */
export async function keepEditedWords(ledger: Ledger, given: WordsOfMessage & Told): Promise<void> {
  const { caseId, round, channel, name, subject, text, task, by, at } = given;
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { caseId });
    const kept = await tx
      .selectFrom('edited_words')
      .select('id')
      .where('task', '=', task)
      .where('by', '=', by)
      .where('at', '=', instant(at))
      .executeTakeFirst();
    if (kept) return;
    await tx
      .insertInto('edited_words')
      .values({ case_id: caseId, round, channel, name, subject, text, task, by, at: instant(at) })
      .execute();
  });
}

/** The case has taken them: its timeline says so, once. */
export async function noteEditedWords(ledger: Ledger, given: WordsOfMessage & Told): Promise<void> {
  const { caseId, round, about, by, at } = given;
  await addToTimeline(ledger, [{ caseId, at, round, what: 'words-edited', about, because: by }]);
}

/** They are not to be used after all: those that somebody has written for a task at an instant. */
export async function dropEditedWords(
  ledger: Ledger,
  { task, by, at }: Omit<Told, 'caseId'> & { task: string },
): Promise<void> {
  await ledger
    .deleteFrom('edited_words')
    .where('task', '=', task)
    .where('by', '=', by)
    .where('at', '=', instant(at))
    .execute();
}

/**
 * What a person wants a message to say that is to go out now; null: what the procedure says. Of two who answer the same task
 * the first one counts: the words of the second, who is yet to be refused, are not used.
 */
export async function editedWordsOf(
  ledger: Ledger,
  { caseId, round, channel, name }: Message,
): Promise<EditedWords | null> {
  const { rows } = await sql<EditedWords>`
    select e.subject, e.text from edited_words e join tasks t on t.id = e.task
    where e.case_id = ${caseId} and e.round = ${round} and e.channel = ${channel} and e.name = ${name}
      and (t.state = 'open' or (t.option = 'try-again' and t.closed_by = e.by))
      and not exists (select from commands k where k.case_id = e.case_id and k.args ? 'task' and k.args ->> 'task' = t.key
        and k.name = 'completeTask' and k.error is null and k.created_at < e.at)
      and not exists (select from intents n where n.case_id = e.case_id and n.round = e.round
        and n.channel = e.channel and n.name = e.name and n.accepted_at > e.at)
    order by t.opened_at desc, e.at, e.id limit 1`.execute(ledger);
  return rows[0] ?? null;
}
