-- The report reads what happened in some weeks out of a record of years; without these it would read all of it.

-- A procedure's cases by when they opened, and by when they ended.
create index cases_by_opening on cases (procedure, opened_at) where not rehearsal;
create index cases_by_end on cases (procedure, closed_at) where not rehearsal;

-- Attempts are counted for each case; without their texts, and without the notes, which are most of the intents.
create index intents_attempts on intents (case_id, round, accepted_at) include (pass, key, undelivered_at)
  where attempt and state = 'accepted';
create index intents_undelivered on intents (undelivered_at) where undelivered_at is not null;

-- The few kinds of entries that are counted, among the many that are only read with their case.
create index timeline_counted on timeline (what, case_id, at)
  where what in ('waits-again', 'reopened', 'undelivered', 'replied-after-the-end');

create index tasks_decided on tasks (closed_at) where kind = 'decision' and state = 'done';
