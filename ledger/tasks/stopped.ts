import { type RawBuilder, sql } from 'kysely';
import type { Stop } from '../../domain/gate/stops.ts';
import { addressesIn } from '../addresses.ts';

const OF_CASE = sql`cases c cross join lateral unnest(array[${addressesIn('c')}]) a(address)`;

/** For a task `t`: a reply that nobody has dealt with, one that is known by an address of the contact alone included. */
export const ANSWERED = sql<boolean>`(exists (select from inbound i where i.case_id = t.case_id and i.released_at is null)
  or exists (select from ${OF_CASE} join inbound i on i.address = a.address and i.case_id is null and i.released_at is null
    where c.id = t.case_id and c.status <> 'closed'))`;

const UNREAD = sql`(exists (select from inbox b where b.case_id = t.case_id and b.done_at is null)
  or exists (select from ${OF_CASE} join inbox b on b.address = a.address and b.done_at is null where c.id = t.case_id))`;

/** Asked for, and the case has not heard it yet. */
const ASKED = sql`commands k where k.case_id = t.case_id and k.answered_at is null and k.error is null`;

const HELD = sql`coalesce((select k.name = 'hold' from ${ASKED} and k.name in ('hold', 'resume')
  order by k.created_at desc, k.id desc limit 1), (select c.status = 'held' from cases c where c.id = t.case_id))`;

/** A text is posted where it says; who is called has the number that the case knows now. */
const ADDRESS = sql`(select same_address(case when t.kind = 'call' then c.contact ->> 'phone' else n.recipient end))`;

const OPTED_OUT = sql`(select not o.given from words_that_hold o join procedures p on p.hash = c.hash
  where o.address = ${ADDRESS} and o.channel in (n.channel, '*')
    and (o.purpose is null or o.purpose = coalesce(p.decoded ->> 'purpose', 'informational'))
  order by o.at desc, o.given, o.id desc limit 1)`;

/** What would stop a message or a call that a person makes: the task was made when nothing did. */
const CONTACT = sql`(select case
    when exists (select from doubts d where d.case_id = c.id and d.cleared_at is null) and not t.rehearsal then 'not-sure'
    when exists (select from switches w where w.channel in (n.channel, '*')) and not t.rehearsal then 'channel-off'
    when exists (select from suppressions s where s.channel = n.channel and s.address = ${ADDRESS}) then 'address-refused'
    when ${OPTED_OUT} then 'opted-out' end
  from intents n join cases c on c.id = n.case_id where n.id = t.intent_id)`;

/**
 * For a task `t`: the first of STOPS that holds for it; null: none. A reply stands in the way of everything but the task
 * that is about it, the others of what a person does in the place of the machine: a text to post, a call, an act.
 */
export const STOPPED: RawBuilder<Stop | null> = sql`case
  when t.state <> 'open' or t.kind in ('reply', 'late-reply') then null
  when ${ANSWERED} then 'answered'
  when t.kind not in ('by-hand', 'call') or exists (select from intents n where n.id = t.intent_id and n.verb = 'note') then null
  when ${UNREAD} then 'unread'
  when exists (select from ${ASKED} and k.name = 'withdraw') then 'case-withdrawn'
  when exists (select from ${ASKED} and k.name = 'conditionMet' and k.args ->> 'condition' is distinct from 'allowed-once') then 'condition-met'
  when ${HELD} then 'held'
  else ${CONTACT} end`;
