import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { People } from './people/rows.ts';
import { instant } from './values.ts';

/** One of the staff. */
export interface Person {
  id: string;
  name: string;
  /** How messages are signed; null: with the name. */
  senderName: string | null;
  /** An email address, for messages that this person signs. */
  mailbox: string | null;
  /** In international form: "+1 202 555 0143". */
  number: string | null;
  site: string | null;
  /** Free words of the procedures, such as `case-team`. */
  roles: string[];
  /** False: has left. Acts, answers and signs no more, and is still named by what was done. */
  active: boolean;
  /** Who they are in Slack: "U012AB3CD". Absent: they are known there by their mailbox. */
  slack?: string;
}

/** Somebody who can answer for a role, and those whom they stand in for. */
export interface Answerer extends Person {
  standsInFor: string[];
}

export async function findPerson(ledger: Ledger, id: string): Promise<Person | undefined> {
  const row = await ledger.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  return row && personOf(row);
}

/** Who has this user id in Slack, also somebody who has left. */
export async function personInSlack(ledger: Ledger, user: string): Promise<Person | undefined> {
  const row = await ledger.selectFrom('people').selectAll().where('slack', '=', user).executeTakeFirst();
  return row && personOf(row);
}

/** By id; active ones only unless asked otherwise. */
export async function listPeople(
  ledger: Ledger,
  filter: { role?: string | undefined; all?: boolean | undefined } = {},
): Promise<Person[]> {
  let query = ledger.selectFrom('people').selectAll();
  if (!filter.all) query = query.where('active', '=', true);
  if (filter.role !== undefined) query = query.where(sql<boolean>`${filter.role} = any(roles)`);
  return (await query.orderBy('id').execute()).map(personOf);
}

/** Whether there is anybody at all, those who have left included: then who acts must be one of them. */
export async function hasPeople(ledger: Ledger): Promise<boolean> {
  return (await ledger.selectFrom('people').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * Whether a person may answer for a role at an instant: active, and has the role or stands in then for somebody away who
 * has it. A stand-in answers for the roles of the person who is away, not for those whom that person stands in for.
 * Somebody with the role may answer while away.
 */
export async function mayAnswerFor(
  ledger: Ledger,
  personId: string,
  role: string,
  at: Instant,
): Promise<boolean> {
  const person = await findPerson(ledger, personId);
  if (!person?.active) return false;
  if (person.roles.includes(role)) return true;
  const standing = await standIns(ledger, role, at).where('absences.stand_in', '=', personId).execute();
  return standing.length > 0;
}

/**
 * Who can answer for a role now, for notices and escalation: active people who have it and are here, and the stand-ins
 * of those who are away if they are here themselves. Empty: nobody can, and the role's owner must name somebody.
 */
export async function answerersOf(ledger: Ledger, role: string, at: Instant): Promise<Answerer[]> {
  const [people, away, standing] = await Promise.all([
    listPeople(ledger),
    ledger.selectFrom('absences').select('person').where(isOn(at)).execute(),
    standIns(ledger, role, at).execute(),
  ]);
  const gone = new Set(away.map(({ person }) => person));
  const forWhom = (id: string) => [
    ...new Set(standing.filter(({ stand_in }) => stand_in === id).map(({ person }) => person)),
  ];
  return people
    .filter(({ id }) => !gone.has(id))
    .map((person) => ({ ...person, standsInFor: forWhom(person.id).sort() }))
    .filter(({ roles, standsInFor }) => roles.includes(role) || standsInFor.length > 0);
}

/** Absences, at an instant, of active people who have the role. */
function standIns(ledger: Ledger, role: string, at: Instant) {
  return ledger
    .selectFrom('absences')
    .innerJoin('people', 'people.id', 'absences.person')
    .select(['absences.person', 'absences.stand_in'])
    .where('people.active', '=', true)
    .where(sql<boolean>`${role} = any(people.roles)`)
    .where(isOn(at));
}

/** The absence holds at this instant: the end is the moment from which the person is back. */
export function isOn(at: Instant) {
  return sql<boolean>`absences.from_at <= ${instant(at)} and (absences.until_at is null or ${instant(at)} < absences.until_at)`;
}

export function personOf(row: Selectable<People>): Person {
  const { id, name, mailbox, number, site, roles, active, slack } = row;
  const known = slack === null ? {} : { slack };
  return { id, name, senderName: row.sender_name, mailbox, number, site, roles, active, ...known };
}
