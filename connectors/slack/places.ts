import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { answerersOf, findPerson, type Person, personInSlack } from '../../ledger/people.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { SlackCaller } from './api.ts';
import type { SlackSettings } from './settings.ts';

/** Slack opens a conversation with eight others at most. */
const MOST_IN_ONE = 8;

/** Where a role's messages go: the id of a conversation, or `@` and the id of each person. */
export async function placesOf(
  { roles }: Pick<SlackSettings, 'roles'>,
  ledger: Ledger,
  role: string,
  at: Instant,
): Promise<string[]> {
  if (Object.hasOwn(roles, role)) return [roles[role] ?? ''];
  return (await answerersOf(ledger, role, at)).map(({ id }) => `@${id}`);
}

/**
 * The conversation of a place; several people share one. Nothing is written in it yet.
 * @throws ConnectorError
 */
export async function conversationOf(
  call: SlackCaller,
  ledger: Ledger,
  places: readonly string[],
): Promise<string> {
  const [first = ''] = places;
  if (places.length === 0) throw nobody('users_not_found', 'nobody answers for the role now');
  if (places.length === 1 && !first.startsWith('@')) return first;
  if (places.length > MOST_IN_ONE)
    throw nobody('too_many_users', `${places.length} people: name a conversation for the role`);
  const users: string[] = [];
  for (const place of places) users.push(await userOf(call, ledger, place.slice(1)));
  const { channel } = await call('conversations.open', { users: users.join(',') }, 'recipient');
  return idIn(channel);
}

/** Who a person is in Slack: as the ledger says, else by their mailbox. */
async function userOf(call: SlackCaller, ledger: Ledger, personId: string): Promise<string> {
  const person = await findPerson(ledger, personId);
  if (person?.slack) return person.slack;
  if (!person?.mailbox) throw nobody('users_not_found', `${personId} has no mailbox and no id of Slack`);
  const { user } = await call('users.lookupByEmail', { email: person.mailbox }, 'recipient');
  return idIn(user);
}

/**
 * Which of our people a user of our workspace is; null: nobody, or not one alone.
 * @throws ConnectorError
 */
export async function personOfUser(call: SlackCaller, ledger: Ledger, user: string): Promise<Person | null> {
  const known = await personInSlack(ledger, user);
  if (known) return known.active ? known : null;
  const { user: info } = await call('users.info', { user }, 'recipient');
  const { profile } = (info ?? {}) as { profile?: { email?: unknown } };
  if (typeof profile?.email !== 'string') return null;
  const email = profile.email.trim().toLowerCase();
  const having = await ledger
    .selectFrom('people')
    .select(['id', 'slack'])
    .where((eb) => eb(eb.fn<string>('lower', ['mailbox']), '=', email))
    .where('active', '=', true)
    .execute();
  const [only, ...others] = having;
  // Who has an id of Slack on record is that user, and not another one with the same mailbox.
  if (!only || others.length > 0 || only.slack !== null) return null;
  return (await findPerson(ledger, only.id)) ?? null;
}

function idIn(value: unknown): string {
  const { id } = (value ?? {}) as { id?: unknown };
  if (typeof id === 'string' && id !== '') return id;
  throw new ConnectorError(
    { over: 'slack', status: 200, code: 'no_id', stage: 'recipient' },
    'the answer names nobody',
  );
}

function nobody(code: string, detail: string): ConnectorError {
  return new ConnectorError({ over: 'slack', status: null, code, stage: 'recipient' }, detail);
}
