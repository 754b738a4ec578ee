import { didYouMean } from '../domain/words.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from '../ledger/connect.ts';
import { contactRulesOf } from '../ledger/contactRules/kept.ts';
import { findPerson, hasPeople, listPeople, mayAnswerFor, type Person } from '../ledger/people.ts';
import { ClientError } from './errors.ts';

/** Who asks for something. */
export interface Actor {
  /** The person's id; on an installation without people, the name that was given. */
  id: string;
  name: string;
  /** The person's own roles; see `mayActFor` for those they stand in for. */
  roles: readonly string[];
  /** False: nobody has been added to the people yet, or the case is a rehearsal, so any name may act in any role. */
  known: boolean;
}

/**
 * The one rule of who may act: once there are people, an active one of them; before that, whoever says so, but where health
 * data is worked with nobody (LAW-10).
 * @param by a person's id
 * @param options `first`: it is about to add the first person, which anybody may
 * @throws ClientError FT-CLI-ACTOR
 */
export async function whoActs(
  ledger: Ledger,
  by: string,
  { first = false }: { first?: boolean } = {},
): Promise<Actor> {
  const person = await findPerson(ledger, by);
  if (person?.active) return { id: person.id, name: person.name, roles: person.roles, known: true };
  if (person) throw new ClientError('FT-CLI-ACTOR', `${by} (${person.name}) has left and acts no more.`);
  if (await hasPeople(ledger)) {
    const hint = meantPerson(by, await listPeople(ledger));
    throw new ClientError('FT-CLI-ACTOR', `"${by}" is none of the people who may act.${hint}`);
  }
  if (!first && (await contactRulesOf(ledger)).health)
    throw new ClientError(
      'FT-CLI-ACTOR',
      'where health data is worked with, whoever acts is a person: add the first one with `followthrough people add`.',
    );
  return { id: by, name: by, roles: [], known: false };
}

/** As `whoActs`, for what is asked of a case: in a rehearsal the staff is played, by whatever name. */
export async function whoActsIn(ledger: Ledger, row: { rehearsal: boolean }, by: string): Promise<Actor> {
  if (!row.rehearsal) return whoActs(ledger, by);
  const person = await findPerson(ledger, by);
  return { id: by, name: person?.name ?? by, roles: person?.roles ?? [], known: false };
}

/** Whether somebody may act in a role at an instant: has it, or stands in for somebody away who has it. */
export async function mayActFor(ledger: Ledger, actor: Actor, role: string, at: Instant): Promise<boolean> {
  return !actor.known || mayAnswerFor(ledger, actor.id, role, at);
}

/** ` Did you mean "kim"?`: by a slip in the id, or when a name was given. */
export function meantPerson(written: string, people: Person[]): string {
  const named = people.find(({ name }) => name.toLowerCase() === written.trim().toLowerCase());
  if (named) return ` Did you mean "${named.id}"?`;
  return didYouMean(
    written,
    people.map(({ id }) => id),
  );
}
