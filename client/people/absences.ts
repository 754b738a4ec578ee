import type { Instant } from '../../domain/program/program.ts';
import { type Absence, absencesFrom, endAbsences, noteAbsence } from '../../ledger/people/absences.ts';
import { whoActs } from '../acting.ts';
import { type By, instantOf } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { activePerson, knownPerson } from '../people.ts';

type Who = Pick<By, 'by'>;
type Moment = Date | Instant;

export interface Away {
  /** Absent: from now. */
  from?: Moment | undefined;
  /** The moment from which they are back; absent: until `back`. */
  until?: Moment | null | undefined;
  /** Who answers for their roles meanwhile; absent: nobody. */
  standIn?: string | null | undefined;
}

export interface NotedAbsence {
  absence: Absence;
  warnings: string[];
}

/** Somebody is away for a time, and another person stands in. */
export async function away(context: Context, id: string, given: Away & Who): Promise<NotedAbsence> {
  const { ledger } = context;
  const { id: by } = await whoActs(ledger, given.by);
  await activePerson(context, id);
  const standIn = given.standIn ?? null;
  if (standIn !== null) await activePerson(context, standIn);
  if (standIn === id) throw wrong(`${id} cannot stand in for ${id}.`);
  const now = Date.now();
  const fromAt = given.from === undefined ? now : instantOf(given.from);
  const untilAt = given.until === undefined || given.until === null ? null : instantOf(given.until);
  if (untilAt !== null && untilAt <= Math.max(fromAt, now))
    throw wrong('the absence would end before it begins, or is over already.');
  const absence: Absence = { person: id, standIn, fromAt, untilAt };
  const others = overlapping(await absencesFrom(ledger, fromAt), absence);
  const overlapped = await noteAbsence(ledger, absence, { by, at: now });
  if (overlapped)
    throw wrong(`${id} is away ${span(overlapped)} already; \`people back ${id}\` takes that back.`);
  return { absence, warnings: warningsOf(absence, others) };
}

/** Somebody is here from now on: what ran ends, what was planned is dropped. @returns how many absences those were */
export async function back(context: Context, id: string, given: Who): Promise<{ ended: number }> {
  const { id: by } = await whoActs(context.ledger, given.by);
  await knownPerson(context, id);
  return { ended: await endAbsences(context.ledger, id, { by, at: Date.now() }) };
}

/** What is allowed and leaves a role without anybody. */
function warningsOf({ person, standIn }: Absence, others: Absence[]): string[] {
  const standInAway = others.filter((other) => standIn !== null && other.person === standIn);
  const standsInFor = others.filter((other) => other.standIn === person);
  return [
    ...(standIn === null ? [`Nobody stands in for ${person}.`] : []),
    ...standInAway.map((other) => `${standIn} is away ${span(other)}, and nobody stands in for a stand-in.`),
    ...standsInFor.map(
      (other) => `${person} was to stand in for ${other.person} ${span(other)}: nobody does.`,
    ),
  ];
}

function overlapping(absences: Absence[], { fromAt, untilAt }: Absence): Absence[] {
  return absences.filter(
    (other) =>
      (untilAt === null || other.fromAt < untilAt) && (other.untilAt === null || fromAt < other.untilAt),
  );
}

function span({ fromAt, untilAt }: Absence): string {
  const iso = (at: Instant) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `from ${iso(fromAt)} UTC ${untilAt === null ? 'on' : `until ${iso(untilAt)} UTC`}`;
}

function wrong(message: string): ClientError {
  return new ClientError('FT-CLI-ABSENCE', message);
}
