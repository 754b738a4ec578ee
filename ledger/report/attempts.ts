import { sql } from 'kysely';

/**
 * `attempts (nr, v, opened_at, round, at)` of the `counted` cases: one row a step that reached the contact, by however many
 * channels, dated by the first. What turned out not to have arrived is none.
 */
export const ATTEMPTS = sql`
  select c.nr, min(c.v) as v, min(c.opened_at) as opened_at, n.round, min(n.accepted_at) as at
  from counted c join intents n on n.case_id = c.id
  where n.attempt and n.state = 'accepted' and n.undelivered_at is null
    and not exists (select from lost l
      where l.case_id = n.case_id and l.round = n.round and l.key = n.key and l.at >= n.accepted_at)
  group by c.nr, n.round, n.pass, split_part(n.key, '/', 1)`;

/**
 * `lost (case_id, round, key, at)`: steps whose message did not arrive as far as the timeline knows, where no intent
 * says so itself and says which message of the step it was.
 */
export const LOST = sql`
  select t.case_id, t.round, t.about as key, t.at
  from timeline t
  where t.what = 'undelivered' and not exists (select from intents n
    where n.case_id = t.case_id and n.round = t.round and n.key = t.about and n.undelivered_at is not null)`;
