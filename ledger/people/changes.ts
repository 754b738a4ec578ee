import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { type Person, personOf } from '../people.ts';
import { instant, json } from '../values.ts';
import type { PeopleLog } from './rows.ts';

/** Who changed it, and when: kept with every change. */
export interface Noted {
  by: string;
  at: Instant;
}

/** Null takes it away. */
interface InSlack {
  slack?: string | null;
}

export type NewPerson = Omit<Person, 'active' | 'slack'> & InSlack;
export type PersonChange = Partial<Omit<Person, 'id' | 'slack'>> & InSlack;

/** @returns undefined when the id is taken, also by somebody who has left */
export async function addPerson(ledger: Ledger, given: NewPerson, noted: Noted): Promise<Person | undefined> {
  return ledger.transaction().execute(async (tx) => {
    const { senderName, ...plain } = given;
    const row = await tx
      .insertInto('people')
      .values({ ...plain, sender_name: senderName, added_at: instant(noted.at) })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    await noteChange(tx, given.id, 'added', plain, noted);
    return personOf(row);
  });
}

/**
 * Changes what is named and leaves the rest. The last active person stays: nobody could act any more.
 * @returns undefined when there is no such person; `last` when nobody active would be left
 */
export async function changePerson(
  ledger: Ledger,
  id: string,
  change: PersonChange,
  noted: Noted,
): Promise<Person | 'last' | undefined> {
  return ledger.transaction().execute(async (tx) => {
    // Two who remove each other at once must not both succeed.
    await sql`select pg_advisory_xact_lock(hashtext('followthrough-people'))`.execute(tx);
    const before = await tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
    if (!before) return undefined;
    const { senderName, ...plain } = change;
    const changed = { ...plain, ...(senderName === undefined ? {} : { sender_name: senderName }) };
    if (Object.keys(changed).length === 0) return personOf(before);
    if (change.active === false && !(await anotherIsActive(tx, id))) return 'last';
    const row = await tx
      .updateTable('people')
      .set(changed)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await noteChange(tx, id, change.active === false ? 'removed' : 'changed', change, noted);
    return personOf(row);
  });
}

async function anotherIsActive(tx: Ledger, id: string): Promise<boolean> {
  const query = tx.selectFrom('people').select('id').where('active', '=', true).where('id', '!=', id);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

export async function noteChange(
  tx: Ledger,
  person: string,
  what: PeopleLog['what'],
  change: object,
  { by, at }: Noted,
): Promise<void> {
  await tx
    .insertInto('people_log')
    .values({ person, what, by, at: instant(at), change: json(change) })
    .execute();
}

export interface PersonEntry {
  at: Instant;
  by: string;
  what: PeopleLog['what'];
  change: Record<string, unknown>;
}

/** What was changed about a person and by whom, oldest first. */
export async function changesOf(ledger: Ledger, person: string): Promise<PersonEntry[]> {
  return ledger
    .selectFrom('people_log')
    .select(['at', 'by', 'what', 'change'])
    .where('person', '=', person)
    .orderBy('id')
    .execute();
}
