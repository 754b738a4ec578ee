import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import { instant, json } from './values.ts';
import { lockForNews } from './locks.ts';
import type { Command } from './schema.ts';

export interface NewCommand {
  /** The caller's own id, so that asking twice asks once; it is the update's id as well. */
  id?: string;
  caseId: string;
  /** The workflow's update: hold, resume, withdraw, completeTask … */
  name: string;
  args: object;
  actor: string;
  at: Instant;
}

/**
 * Writes down what a person asks of a case, before the workflow is told. When this returns it is kept, and a hold or
 * withdrawal already keeps further contact from starting.
 */
export async function recordCommand(ledger: Ledger, given: NewCommand): Promise<Command> {
  return ledger.transaction().execute((tx) => writeCommand(tx, given));
}

/** As `recordCommand`, within a transaction that writes down what the command comes from. */
export async function writeCommand(tx: Ledger, given: NewCommand): Promise<Command> {
  const id = given.id ?? newId();
  await lockForNews(tx, { caseId: given.caseId });
  await tx
    .insertInto('commands')
    .values({
      id,
      case_id: given.caseId,
      name: given.name,
      args: json(given.args),
      actor: given.actor,
      created_at: instant(given.at),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return tx.selectFrom('commands').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The workflow was told; whether it answered is another matter. */
export async function markDelivered(ledger: Ledger, id: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('commands')
    .set({ delivered_at: instant(at) })
    .where('id', '=', id)
    .where('delivered_at', 'is', null)
    .execute();
}

/** Keeps the workflow's answer, or why it refused. The first answer stands. */
export async function answerCommand(
  ledger: Ledger,
  id: string,
  given: { answer?: object; error?: string; at: Instant },
): Promise<void> {
  await ledger
    .updateTable('commands')
    .set({
      answered_at: instant(given.at),
      error: given.error ?? null,
      ...(given.answer ? { answer: json(given.answer) } : {}),
    })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute();
}

export async function findCommand(ledger: Ledger, id: string): Promise<Command | undefined> {
  return ledger.selectFrom('commands').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Commands that wait for their answer, oldest first: they are delivered again until they have one. */
export async function unansweredCommands(ledger: Ledger, limit = 100): Promise<Command[]> {
  return ledger
    .selectFrom('commands')
    .selectAll()
    .where('answered_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What people and other systems asked of a case and got, oldest first. */
export async function takenCommands(ledger: Ledger, caseId: string): Promise<Command[]> {
  return ledger
    .selectFrom('commands')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('answered_at', 'is not', null)
    .where('error', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The last request of this name that was not refused; its answer may still be on its way. @param of.task how its task's key begins */
export async function lastCommand(
  ledger: Ledger,
  of: { caseId: string; name: string; task?: string },
): Promise<{ actor: string; option: string | null; note: string | null } | undefined> {
  return ledger
    .selectFrom('commands')
    .select(['actor', sql<string | null>`args->>'option'`.as('option')])
    .select(sql<string | null>`args->>'note'`.as('note'))
    .where('case_id', '=', of.caseId)
    .where('name', '=', of.name)
    .where('error', 'is', null)
    .$if(of.task !== undefined, (query) =>
      query.where(sql<boolean>`starts_with(args->>'task', ${of.task ?? ''})`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
