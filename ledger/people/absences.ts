import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { instant } from '../values.ts';
import { type Noted, noteChange } from './changes.ts';
import type { Absences } from './rows.ts';

export interface Absence {
  person: string;
  /** Who answers for the roles of the person meanwhile; null: nobody. */
  standIn: string | null;
  fromAt: Instant;
  /** The moment from which the person is back; null: until somebody says so. */
  untilAt: Instant | null;
}

/** @returns the absence that it would overlap; nothing was noted then */
export async function noteAbsence(
  ledger: Ledger,
  absence: Absence,
  noted: Noted,
): Promise<Absence | undefined> {
  const { person, standIn, fromAt, untilAt } = absence;
  return ledger.transaction().execute(async (tx) => {
    // One absence a person and moment, also when two people note it at once.
    await tx.selectFrom('people').select('id').where('id', '=', person).forUpdate().execute();
    const [overlapped] = await between(tx, fromAt, untilAt).where('person', '=', person).execute();
    if (overlapped) return absenceOf(overlapped);
    await tx
      .insertInto('absences')
      .values({
        id: newId(),
        person,
        stand_in: standIn,
        from_at: instant(fromAt),
        until_at: untilAt === null ? null : instant(untilAt),
      })
      .execute();
    await noteChange(tx, person, 'away', { standIn, fromAt, untilAt }, noted);
    return undefined;
  });
}

/** The person is here from now on: an absence that runs ends, planned ones are dropped. @returns how many those were */
export async function endAbsences(ledger: Ledger, person: string, noted: Noted): Promise<number> {
  return ledger.transaction().execute(async (tx) => {
    const planned = await tx
      .deleteFrom('absences')
      .where('person', '=', person)
      .where('from_at', '>=', instant(noted.at))
      .returning('id')
      .execute();
    const running = await tx
      .updateTable('absences')
      .set({ until_at: instant(noted.at) })
      .where('person', '=', person)
      .where(sql<boolean>`(until_at is null or until_at > ${instant(noted.at)})`)
      .returning('id')
      .execute();
    const ended = planned.length + running.length;
    if (ended > 0) await noteChange(tx, person, 'back', {}, noted);
    return ended;
  });
}

/** Absences that are not over, soonest first: of these people and those they stand in for; of everybody if none is named. */
export async function absencesFrom(ledger: Ledger, at: Instant, person?: string): Promise<Absence[]> {
  let query = between(ledger, at, null);
  if (person !== undefined)
    query = query.where((eb) => eb.or([eb('person', '=', person), eb('stand_in', '=', person)]));
  return (await query.execute()).map(absenceOf);
}

/** Whatever has a moment in common with the time given; an open end is for ever. */
function between(ledger: Ledger, fromAt: Instant, untilAt: Instant | null) {
  let query = ledger
    .selectFrom('absences')
    .selectAll()
    .where(sql<boolean>`(until_at is null or until_at > ${instant(fromAt)})`);
  if (untilAt !== null) query = query.where('from_at', '<', instant(untilAt));
  return query.orderBy('from_at').orderBy('id');
}

function absenceOf({ person, stand_in, from_at, until_at }: Selectable<Absences>): Absence {
  return { person, standIn: stand_in, fromAt: from_at, untilAt: until_at };
}
