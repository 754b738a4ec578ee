import { type RawBuilder, sql } from 'kysely';
import { instant } from '../values.ts';
import { beginOf, endOf, type Scope, within } from './scope.ts';

/** `versions (v, hash)`: short numbers for long hashes. */
export function versions({ procedure }: Scope): RawBuilder<unknown> {
  return sql`
    select row_number() over (order by hash)::int as v, hash from procedures where name = ${procedure}`;
}

/**
 * `counted (nr, id, v, opened_at, closed_at, outcome)`: the cases that the weeks can be about, each with a short number.
 * Rehearsals never are. A case that ended before them is, if a reply came in them; a day more, because the last step's
 * clock may be behind.
 */
export function counted(scope: Scope): RawBuilder<unknown> {
  return sql`
    select row_number() over ()::int as nr, c.id, v.v, c.opened_at, c.closed_at, c.outcome
    from cases c join versions v on v.hash = c.hash
    where c.procedure = ${scope.procedure} and not c.rehearsal and c.opened_at < ${instant(endOf(scope))}
      and (c.closed_at is null or c.closed_at >= ${instant(beginOf(scope))} - interval '1 day'
        or exists (select from inbound i where i.case_id = c.id and ${within(scope, 'i.received_at')}))`;
}

/** `ripeness (before)`: when a case must have opened to have had as much time as nine of ten ends in the weeks took. */
export function ripeness(scope: Scope): RawBuilder<unknown> {
  return sql`
    select ${instant(scope.until)} - make_interval(secs =>
      percentile_cont(0.9) within group (order by extract(epoch from closed_at - opened_at)::float8)) as before
    from counted where ${within(scope, 'closed_at')}`;
}

export function openedEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'opened' as figure, v, opened_at as at, opened_at
    from counted where ${within(scope, 'opened_at')}`;
}

export function attemptEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'attempted' as figure, v, at, opened_at
    from attempts where ${within(scope, 'at')}`;
}

/** Cases by how they ended, the time since they opened, and their attempts in all rounds. A reopened one counts by its last end. */
export function endedEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'ended' as figure, c.v, c.closed_at as at, c.opened_at, c.outcome as kind,
      extract(epoch from c.closed_at - c.opened_at)::float8 * 1000 as ms, coalesce(t.attempts, 0)::float8 as attempts
    from counted c
    left join (select nr, count(*) as attempts from attempts group by nr) t on t.nr = c.nr
    where ${within(scope, 'c.closed_at')}`;
}

/**
 * Cases that went on after their end. One whose procedure has nothing to take back outside leaves no entry "reopened":
 * it shows by a reply after the end that was then taken as any other reply.
 */
export function reopenedEvents(scope: Scope): RawBuilder<unknown> {
  return sql`
    select 'reopened' as figure, v.v, t.at, c.opened_at
    from timeline t join cases c on c.id = t.case_id join versions v on v.hash = c.hash
    where c.procedure = ${scope.procedure} and not c.rehearsal and ${within(scope, 't.at')}
      and (t.what = 'reopened' or (t.what = 'replied-after-the-end'
        and exists (select from timeline r where r.case_id = t.case_id and r.what = 'replied' and r.about = t.about)
        and not exists (select from timeline o where o.case_id = t.case_id and o.what = 'reopened')))`;
}
