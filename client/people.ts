import type { Instant } from '../domain/program/program.ts';
import { openCasesOf } from '../ledger/owners.ts';
import { findPerson, hasPeople, listPeople, type Person, personInSlack } from '../ledger/people.ts';
import { type Absence, absencesFrom } from '../ledger/people/absences.ts';
import {
  addPerson as keepPerson,
  changePerson as keepChange,
  changesOf,
  type PersonChange,
  type PersonEntry,
} from '../ledger/people/changes.ts';
import { meantPerson, whoActs } from './acting.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { checkFields, checkId, checkLine, type PersonFields } from './people/check.ts';
import { unusedRoles } from './people/roles.ts';

/** One of the staff as lists show it. */
export interface ListedPerson extends Person {
  /** The absence of this moment; null: here. */
  away: Absence | null;
}

export interface PersonDetail extends ListedPerson {
  /** Absences of this person and those in which they stand in, from now on, soonest first. */
  absences: Absence[];
  /** How many cases they own that have not ended. */
  openCases: number;
  /** Who changed what about them, oldest first. */
  changes: PersonEntry[];
}

export interface NewPerson extends PersonFields {
  /** Short and for good: how others name this person, such as "kim". */
  id: string;
  name: string;
}

/** `active`: true brings back somebody who had left. */
export type ChangedPerson = PersonFields & { name?: string | undefined; active?: true | undefined };

export interface KeptPerson {
  person: Person;
  /** Sentences about what was kept and may be a mistake. */
  warnings: string[];
}

type Who = Pick<By, 'by'>;

/** The staff by id; those who have left only with `all`. */
export async function people(
  { ledger }: Context,
  filter: { role?: string | undefined; all?: boolean | undefined } = {},
): Promise<ListedPerson[]> {
  const now = Date.now();
  const [staff, absences] = await Promise.all([listPeople(ledger, filter), absencesFrom(ledger, now)]);
  return staff.map((each) => listed(each, absences, now));
}

/** @throws ClientError FT-CLI-PERSON when there is nobody with this id */
export async function person({ ledger }: Context, id: string): Promise<PersonDetail> {
  const found = await knownPerson({ ledger }, id);
  const now = Date.now();
  const [absences, openCases, changes] = await Promise.all([
    absencesFrom(ledger, now, id),
    openCasesOf(ledger, id),
    changesOf(ledger, id),
  ]);
  return { ...listed(found, absences, now), absences, openCases, changes };
}

/** Adds somebody to the staff. The first one may be added by anybody: there is nobody else yet. */
export async function addPerson(context: Context, given: NewPerson & Who): Promise<KeptPerson> {
  const { ledger } = context;
  const fields = checkFields(given);
  const wanted = { id: checkId(given.id), name: checkLine(given.name, 'name') };
  const { id: by } = await whoActs(ledger, given.by, { first: true });
  await checkSlackFree(ledger, wanted.id, fields.slack);
  const added = await keepPerson(
    ledger,
    { senderName: null, mailbox: null, number: null, site: null, roles: [], ...fields, ...wanted },
    { by, at: Date.now() },
  );
  if (added) return { person: added, warnings: await unusedRoles(context, added.roles) };
  const before = await findPerson(ledger, given.id);
  const left = before?.active ? '' : ' That person has left; an id is never used again for another one.';
  throw new ClientError('FT-CLI-PERSON-TAKEN', `"${given.id}" is ${before?.name ?? 'taken'}.${left}`);
}

/** Changes what is named and leaves the rest as it is. */
export async function changePerson(
  context: Context,
  id: string,
  given: ChangedPerson & Who,
): Promise<KeptPerson> {
  const change: PersonChange = {
    ...checkFields(given),
    ...(given.name === undefined ? {} : { name: checkLine(given.name, 'name') }),
    ...(given.active === undefined ? {} : { active: given.active }),
  };
  const changed = await kept(context, id, change, given);
  return { person: changed, warnings: await unusedRoles(context, change.roles ?? []) };
}

/** Somebody has left: acts, answers and signs no more. What they did keeps naming them. */
export async function removePerson(context: Context, id: string, given: Who): Promise<KeptPerson> {
  const removed = await kept(context, id, { active: false }, given);
  const [owned, standing] = await Promise.all([
    openCasesOf(context.ledger, id),
    absencesFrom(context.ledger, Date.now(), id),
  ]);
  const standsInFor = standing.filter(({ standIn }) => standIn === id).map((each) => each.person);
  const warnings = [
    ...(owned > 0
      ? [
          `${id} owns ${owned} open ${owned === 1 ? 'case' : 'cases'}; the role signs until they are handed over.`,
        ]
      : []),
    ...[...new Set(standsInFor)].map((away) => `${id} was to stand in for ${away}: nobody does now.`),
  ];
  return { person: removed, warnings };
}

async function kept(context: Context, id: string, change: PersonChange, given: Who): Promise<Person> {
  const { ledger } = context;
  const { id: by } = await whoActs(ledger, given.by);
  await knownPerson(context, id);
  await checkSlackFree(ledger, id, change.slack);
  const done = await keepChange(ledger, id, change, { by, at: Date.now() });
  if (done && done !== 'last') return done;
  throw new ClientError('FT-CLI-PERSON-LAST', `${id} is the last active person: nobody could act any more.`);
}

/** Two people with one id in Slack could not be told apart when they click. */
async function checkSlackFree(
  ledger: Context['ledger'],
  id: string,
  slack: string | null | undefined,
): Promise<void> {
  if (!slack) return;
  const other = await personInSlack(ledger, slack);
  if (other && other.id !== id)
    throw new ClientError('FT-CLI-PERSON-FIELD', `"${slack}" is ${other.id} (${other.name}) in Slack.`);
}

/** @throws ClientError FT-CLI-PERSON, with a near id */
export async function knownPerson({ ledger }: Pick<Context, 'ledger'>, id: string): Promise<Person> {
  const found = await findPerson(ledger, id);
  if (found) return found;
  const all = await listPeople(ledger, { all: true });
  const none = (await hasPeople(ledger)) ? '' : ' No people have been added yet.';
  throw new ClientError(
    'FT-CLI-PERSON',
    `there is nobody with the id "${id}".${meantPerson(id, all)}${none}`,
  );
}

/** @throws ClientError FT-CLI-PERSON when there is no such person, or the person has left */
export async function activePerson(context: Pick<Context, 'ledger'>, id: string): Promise<Person> {
  const found = await knownPerson(context, id);
  if (found.active) return found;
  throw new ClientError('FT-CLI-PERSON', `${id} (${found.name}) has left.`);
}

function listed(found: Person, absences: Absence[], now: Instant): ListedPerson {
  const away = absences.find((absence) => absence.person === found.id && absence.fromAt <= now);
  return { ...found, away: away ?? null };
}
