import { type RawBuilder, sql } from 'kysely';
import type { Evidence } from '../domain/gate/evidence.ts';
import { attemptKey } from '../domain/gate/asked.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Purpose } from '../domain/contactRules/contactRules.ts';
import { addressesIn, addressIn } from './addresses.ts';
import type { Ledger } from './connect.ts';
import { marksAddress } from './erasure/marks.ts';
import { wantedElsewhere } from './health/confidential.ts';
import { mailRead } from './inbox/feeds.ts';
import { sameAddress } from './locks.ts';

/** What the gate asks about. */
export interface Question {
  caseId: string;
  round: number;
  pass: number;
  key: string;
  /** For acts and notes: `act`, `note`. */
  channel: string;
  /** What may be off or failing: the channel, or the system that does an act. */
  road: string;
  purpose: Purpose;
  address: string;
  localDay: string;
  at: Instant;
  /** Contacts with the same person count from here on; null where none are counted. */
  personSince: Instant | null;
  /** When the case asked for the work, and the ids of the messages that it knew then; null: no case has asked. */
  known: { at: Instant; heard: readonly string[] } | null;
  /** For an irreversible act: its name, which the warning and the approval must bear. */
  act: string | null;
}

/** Reads the evidence as one statement, so that it is of one moment. Undefined: the ledger has no such case. */
export async function readEvidence(tx: Ledger, question: Question): Promise<Evidence | undefined> {
  const { caseId, round, channel, road, act } = question;
  const address = sameAddress(question.address);
  const { rows } = await sql<Evidence>`
    select c.status, c.as_of as "asOf", c.source, c.contact,
      coalesce((select json_agg(i.id order by i.received_at, i.id) from inbound i where i.released_at is null
        and (i.case_id = c.id or (i.case_id is null and i.address in
          (${address}, ${addressesIn('c')})))), '[]') as replies,
      exists (select from inbox b where b.done_at is null and (b.case_id = c.id or b.address in
        (${address}, ${addressesIn('c')}))) as unread,
      coalesce((select json_agg(json_build_object('name', k.name, 'args', k.args) order by k.created_at, k.id)
        from commands k where k.case_id = c.id and k.error is null and ${unheard(question)}
        and k.name in ('hold', 'resume', 'withdraw', 'conditionMet')), '[]') as pending,
      coalesce((select 'erased' from erased e, (select ${address}::text as address) a where ${marksAddress('a.address')} limit 1),
        (select s.reason from suppressions s where s.channel = ${channel} and s.address = ${address})) as suppressed,
      (select w.reason from switches w where w.channel in (${channel}, ${road}, '*') order by w.channel limit 1) as "switchedOff",
      (select d.because from doubts d where d.case_id = c.id and d.cleared_at is null) as doubt,
      (select b.state from breakers b where b.channel = ${road} and not c.rehearsal) as breaker,
      ${consent(question, address)} as consent,
      (select u.prefers from unencrypted u where u.address = ${address} and u.channel = ${channel}
        order by u.at desc, u.id desc limit 1) as unencrypted,
      ${wantedElsewhere(address)} as "wantedElsewhere",
      ${inconvenient(question, address)} as inconvenient,
      ${attemptToday(question)} as "attemptToday",
      ${contacts(question)} as contacts,
      ${allowances(question)} as allowances,
      (select json_build_object('acceptedAt', floor(extract(epoch from n.accepted_at) * 1000),
          'channel', n.channel,
          'deliveredAt', case when n.undelivered_at is null then floor(extract(epoch from n.delivered_at) * 1000) end)
        from intents n where n.case_id = c.id and n.round = ${round} and n.warns_of = ${act} and n.state = 'accepted'
        order by (n.delivered_at is not null and n.undelivered_at is null) desc, n.accepted_at desc limit 1) as warning,
      exists (select from inbound i where i.case_id = c.id and i.received_at > (select max(n.accepted_at) from intents n
        where n.case_id = c.id and n.round = ${round} and n.warns_of = ${act} and n.state = 'accepted'))
        as "replySinceWarning",
      (select json_build_object('decision', a.decision, 'revoked', a.revoked_at is not null) from approvals a
        where a.case_id = c.id and a.act = ${act} order by a.revoked_at is not null, a.approved_at desc limit 1) as approval,
      case when not c.rehearsal then ${mailRead()} end as "mailRead"
    from cases c where c.id = ${caseId}`.execute(tx);
  return rows[0];
}

/** Temporal's clock and ours differ by less. */
const CLOCKS_DIFFER = 5 * 60_000;

/**
 * The case has not answered it, or has taken it while the work that asks was under way: it calls that work off, but the
 * work learns of it only by its heartbeat.
 */
function unheard({ known }: Question): RawBuilder<boolean> {
  if (known === null) return sql`k.answered_at is null`;
  const since = sql`${new Date(known.at - CLOCKS_DIFFER)}::timestamptz`;
  return sql`(k.answered_at is null or (k.answered_at > ${since} and k.id <> all(${[...known.heard]}::text[])))`;
}

/** The newest word that covers channel and purpose; of two of the same moment, the no. */
function consent({ channel, purpose }: Question, address: string): RawBuilder<unknown> {
  return sql`(select json_build_object('given', o.given, 'reason', o.reason,
      'expiresAt', floor(extract(epoch from o.expires_at) * 1000))
    from words_that_hold o where o.address = ${address} and o.channel in (${channel}, '*')
      and (o.purpose is null or o.purpose = ${purpose}) order by o.at desc, o.given, o.id desc limit 1)`;
}

/**
 * Hours hold for the person, on whichever of their addresses they were noted; a place is the one address, until its
 * person agrees to it.
 */
function inconvenient({ channel, purpose }: Question, address: string): RawBuilder<unknown> {
  return sql`coalesce((select json_agg(json_build_object('weekdays', v.weekdays,
      'hours', case when v.from_hour is not null then json_build_object('from', v.from_hour, 'until', v.until_hour) end))
    from inconvenient v where v.lifted_at is null and v.channel in (${channel}, '*')
      and v.address in (${address}, ${addressesIn('c')})
      and (v.from_hour is not null or (v.address = ${address} and not exists (select from words_that_hold o
        where o.address = v.address and o.channel = ${channel} and o.purpose = ${purpose} and o.given and o.at > v.at)))), '[]')`;
}

/** Another attempt of the case, also one made outside; what never arrived was none (SND-15). */
function attemptToday({ round, pass, key, localDay }: Question): RawBuilder<unknown> {
  return sql`(exists (select from intents n where n.case_id = c.id and n.attempt and n.local_day = ${localDay}
      and n.state in ('sending', 'unknown', 'with-person', 'accepted') and n.undelivered_at is null
      and (n.round, n.pass, ${stepOf(sql`n.key`)}) <> (${round}::int, ${pass}::int, ${stepOf(sql`${key}::text`)}))
    or exists (select from contacts_made m where m.case_id = c.id and m.local_day = ${localDay}
      and (m.round, m.pass, ${stepOf(sql`m.key`)}) is distinct from (${round}::int, ${pass}::int, ${stepOf(sql`${key}::text`)})))`;
}

/** A step has several pieces of work where a person comes in between, such as a call and then a text: one attempt. */
function stepOf(key: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`split_part(${key}, '/', 1)`;
}

/** More contacts in one case than any cap allows. */
const MANY = 1_000;

const OWN = addressIn('c');
const OTHER = addressIn('o');

/** Every live case that shares an address with this one is about the same person. */
const SAME_PERSON = sql`(
  select o.id, o.procedure, o.rehearsal from cases o where o.id = c.id
  union select o.id, o.procedure, o.rehearsal from cases o where o.contact ? 'email' and ${OTHER.email} = ${OWN.email}
  union select o.id, o.procedure, o.rehearsal from cases o where o.contact ? 'phone' and ${OTHER.phone} = ${OWN.phone}
  union select o.id, o.procedure, o.rehearsal from cases o
    where c.contact ? 'portal' and o.contact ? 'portal' and ${OTHER.portal} = ${OWN.portal})`;

/**
 * Calls are counted when they were made, messages from when they may have gone out. Each case is looked into by itself (a
 * lateral join with a limit): the planner would rather read whole tables, because it takes a person for many cases.
 */
function contacts({ personSince }: Question): RawBuilder<unknown> {
  if (personSince === null) return sql`'[]'::json`;
  const since = sql`${new Date(personSince)}::timestamptz`;
  return sql`coalesce((select json_agg(json_build_object('at', floor(extract(epoch from t.at) * 1000),
      'channel', t.channel, 'attempt', t.attempt, 'result', t.result, 'sameDebt', p.procedure = c.procedure))
    from ${SAME_PERSON} p cross join lateral (
      (select coalesce(n.accepted_at, n.started_at) as at, n.channel, null as result,
          concat_ws('|', n.case_id, n.round, n.pass, n.key) as attempt from intents n
        where n.case_id = p.id and n.attempt and n.channel not in ('portal', 'call') and n.undelivered_at is null
          and n.state in ('sending', 'unknown', 'with-person', 'accepted')
          and coalesce(n.accepted_at, n.started_at) >= ${since} limit ${MANY})
      union all
      (select m.at, m.channel, m.result,
          case when m.key is null then m.id else concat_ws('|', m.case_id, m.round, m.pass, m.key) end from contacts_made m
        where m.case_id = p.id and m.channel <> 'portal' and m.at >= ${since} limit ${MANY})) t
    where not p.rehearsal), '[]')`;
}

/** What was allowed for this case and channel, and is unused or was used for this very work. */
function allowances(question: Question): RawBuilder<unknown> {
  const at = sql`${new Date(question.at)}::timestamptz`;
  return sql`coalesce((select json_agg(json_build_object('id', v.id, 'rule', v.rule) order by v.used_for nulls last, v.at)
    from allowances v where v.case_id = c.id and (v.channel is null or v.channel = ${question.channel})
      and v.at <= ${at} and v.until > ${at} and (v.used_for is null or v.used_for = ${attemptKey(question)})), '[]')`;
}
