import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { findPerson, isOn } from '../people.ts';

/**
 * Whose tasks a person has before them at an instant: their own and those of the people they stand in for, and the roles
 * that either of them has. By the same rule as `mayAnswerFor`.
 */
export async function worklistOf(
  ledger: Ledger,
  personId: string,
  at: Instant,
): Promise<{ people: string[]; roles: string[] }> {
  const person = await findPerson(ledger, personId);
  if (!person?.active) return { people: [personId], roles: [] };
  const away = await ledger
    .selectFrom('absences')
    .innerJoin('people', 'people.id', 'absences.person')
    .select(['people.id', 'people.roles'])
    .where('absences.stand_in', '=', personId)
    .where('people.active', '=', true)
    .where(isOn(at))
    .execute();
  const roles = [...person.roles, ...away.flatMap((each) => each.roles)];
  return { people: [personId, ...away.map(({ id }) => id)], roles: [...new Set(roles)] };
}
