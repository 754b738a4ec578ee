-- What was done about a review, and whose letters they are.

alter table tasks
  -- [{action, at, by}], oldest first: a letter, an email, an action of one's own.
  add column logged jsonb not null default '[]';

-- What stands on the house's letters and under its messages, each time it changed; the last one holds.
create table house (
  id bigint generated always as identity primary key,
  settings jsonb not null,
  since timestamptz not null,
  recorded_by text not null
);

-- Which date a person set when a review was done.
create index commands_by_task on commands (case_id, (args ->> 'task')) where args ? 'task';
create index statement_reviews_by_case on statement_reviews (case_id, created_at);
