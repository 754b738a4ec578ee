import { type RawBuilder, sql } from 'kysely';
import { type Scope, within } from './scope.ts';

/** Answered decisions and how long the answer took. What was called off had no answer. */
export function decidedEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'decided' as figure, v.v, t.closed_at as at, c.opened_at, null as kind,
      extract(epoch from t.closed_at - t.opened_at)::float8 * 1000 as ms, null::float8 as attempts
    from tasks t join cases c on c.id = t.case_id join versions v on v.hash = c.hash
    where t.kind = 'decision' and t.state = 'done' and ${within(scope, 't.closed_at')}
      and c.procedure = ${scope.procedure} and not c.rehearsal`;
}

/** Messages that turned out not to have arrived. */
export function undeliveredEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'undelivered' as figure, v.v, u.at, c.opened_at
    from (
      select case_id, undelivered_at as at from intents where ${within(scope, 'undelivered_at')} and verb = 'send'
      union all
      select case_id, at from lost where ${within(scope, 'at')}
    ) u join cases c on c.id = u.case_id join versions v on v.hash = c.hash
    where c.procedure = ${scope.procedure} and not c.rehearsal`;
}

/**
 * People who asked not to be contacted any more, once each: they count for the case that had reached out to that address
 * last. An opt-out without a message before it is nobody's.
 */
export function optOutEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'opted-out' as figure, v.v, o.at, o.opened_at
    from (
      select distinct on (s.address) s.at, c.hash, c.procedure, c.opened_at
      from (
        select address, min(at) as at from words_that_hold
        where not given and reason in ('opted-out', 'cease-contact') group by address
      ) s
      join intents n on lower(btrim(n.recipient)) = s.address and n.accepted_at <= s.at
        and n.attempt and n.state = 'accepted'
      join cases c on c.id = n.case_id and not c.rehearsal
      where ${within(scope, 's.at')}
      order by s.address, n.accepted_at desc, n.id desc
    ) o join versions v on v.hash = o.hash
    where o.procedure = ${scope.procedure}`;
}
