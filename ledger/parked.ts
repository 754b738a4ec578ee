import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { markNotAccepted } from './intents.ts';
import type { Intent, IntentState } from './schema.ts';
import { sameAddress } from './locks.ts';

/** Something that did not go its way and waits for a person: a `problem` task, and what it is about. */
export interface ParkedRow {
  task: string;
  caseId: string;
  since: Instant;
  role: string;
  assignee: string | null;
  /** "address-refused@<instant>/send-email:reminder": why, and about which effect. */
  about: string;
  body: string;
  intent: ParkedIntent | null;
}

export interface ParkedIntent {
  id: string;
  verb: Intent['verb'];
  channel: string;
  name: string;
  recipient: string;
  subject: string | null;
  text: string | null;
  /** The act it warns of. */
  warnsOf: string | null;
  state: IntentState;
  detail: string | null;
  tries: number;
  undelivered: boolean;
}

/** Oldest first, live cases only. `after`: the last one of the page before. */
export async function listParked(
  ledger: Ledger,
  filter: {
    caseId?: string | undefined;
    task?: string;
    after?: { at: Instant; id: string } | undefined;
    limit?: number;
  },
): Promise<ParkedRow[]> {
  const { caseId = null, task = null, after, limit = 200 } = filter;
  const behind = after
    ? sql`and (t.opened_at, t.id) > (${new Date(after.at)}::timestamptz, ${after.id})`
    : sql``;
  const { rows } = await sql<ParkedRow>`
    select t.id as task, t.case_id as "caseId", floor(extract(epoch from t.opened_at) * 1000)::float8 as since,
      t.role, t.assignee, t.about, t.body, m.intent
    from tasks t left join lateral (
      select json_build_object('id', n.id, 'verb', n.verb, 'channel', n.channel, 'name', n.name, 'recipient', n.recipient,
          'subject', n.subject, 'text', n.text, 'warnsOf', n.warns_of, 'state', n.state, 'detail', n.detail, 'tries', n.tries,
          'undelivered', n.undelivered_at is not null) as intent
      from intents n where n.case_id = t.case_id
        and case when split_part(t.about, '@', 1) = 'undelivered' then n.undelivered_at is not null
          else ${NAME_OF_EFFECT} = substring(t.about from '/(.*)$') end
      order by n.created_at desc, n.id desc limit 1) m on true
    where t.kind = 'problem' and t.state = 'open' and not t.rehearsal
      and (${caseId}::text is null or t.case_id = ${caseId}) and (${task}::text is null or t.id = ${task}) ${behind}
    order by t.opened_at, t.id limit ${limit}`.execute(ledger);
  return rows;
}

/** The interpreter's words for an effect. */
const NAME_OF_EFFECT = sql`(case n.verb when 'send' then 'send-' || n.channel when 'act' then 'act' else n.channel end
  || ':' || n.name)`;

export async function isSuppressed(ledger: Ledger, channel: string, address: string): Promise<boolean> {
  const found = await ledger
    .selectFrom('suppressions')
    .select('reason')
    .where('channel', '=', channel)
    .where('address', '=', sameAddress(address))
    .executeTakeFirst();
  return found !== undefined;
}

const SURE = 'not-arrived';

/** A person has made sure that it did not arrive: it counts neither as an attempt nor against a cap. */
export async function markNotArrived(ledger: Ledger, id: string, says: string): Promise<void> {
  await markNotAccepted(ledger, id, 'refused', SURE, says);
}

/** The word was not taken after all: it is not known again. */
export async function unmarkNotArrived(ledger: Ledger, id: string): Promise<void> {
  await ledger
    .updateTable('intents')
    .set({ state: 'unknown', reason: 'ambiguous' })
    .where('id', '=', id)
    .where('state', '=', 'refused')
    .where('reason', '=', SURE)
    .execute();
}
