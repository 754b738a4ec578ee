-- Open cases by the version of the procedure that they follow: counted by it, and moved page by page.
create index cases_open_by_version on cases (procedure, hash, id) where closed_at is null;

-- Every version of a calendar by which dates were planned: only with them can it be told whether a date is the one that
-- the count of days gives, or was put later by people.
create table calendars (
  hash text primary key,
  name text not null,
  rules jsonb not null,
  first_seen timestamptz not null
);
create index calendars_by_name on calendars (name, first_seen);
