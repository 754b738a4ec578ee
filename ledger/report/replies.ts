import { type RawBuilder, sql } from 'kysely';
import { instant } from '../values.ts';
import { endOf, type Scope, within } from './scope.ts';

/** Replies by the number of attempts that had gone out in their round, and the time since the round began. */
export const REPLY_EVENTS = sql`
  select 'replied' as figure, min(r.v) as v, min(r.at) as at, min(r.opened_at) as opened_at, count(a.at)::text as kind,
    extract(epoch from min(r.at - r.since))::float8 * 1000 as ms, null::float8 as attempts
  from answers r left join attempts a on a.nr = r.nr and a.round = r.round and a.at <= r.at
  group by r.nr, r.nth`;

/** Replies that found the case closed: a task for its owner, or the case opened again. */
export const LATE_REPLY_EVENTS = sql`
  select 'replied-late' as figure, v, at, opened_at
  from answers where after_end`;

/** `rounds (case_id, round, at, until)`: the second round of a case and those after it. */
export const ROUNDS = sql`
  select case_id, round, at, lead(at, 1, 'infinity') over (partition by case_id order by at, id) as until
  from timeline where what = 'waits-again'`;

/**
 * `answers (nr, nth, v, opened_at, at, after_end, round, since)`: replies within the weeks. What else comes in before a person has dealt
 * with a reply belongs to it: who writes three emails in a row has answered once.
 */
export function answers(scope: Scope): RawBuilder<unknown> {
  return sql`
    select i.nr, i.nth, i.v, i.opened_at, i.at, i.after_end, coalesce(w.round, 1) as round, coalesce(w.at, i.opened_at) as since
    from (
      select c.nr, row_number() over earlier as nth, c.v, i.case_id, c.opened_at, i.received_at as at, i.after_end,
        max(coalesce(i.released_at, 'infinity')) over earlier as dealt_with_at
      from inbound i join counted c on c.id = i.case_id
      where i.received_at < ${instant(endOf(scope))}
      window earlier as (partition by c.nr order by i.received_at, i.id
        rows between unbounded preceding and 1 preceding)
    ) i
    left join rounds w on w.case_id = i.case_id and w.at <= i.at and i.at < w.until
    where (i.dealt_with_at is null or i.dealt_with_at <= i.at) and ${within(scope, 'i.at')}`;
}
