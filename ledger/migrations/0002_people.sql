-- The staff. Nobody is ever deleted: a person who has left is inactive, and what they did keeps naming them.

create table people (
  -- Chosen by the house, never used again for somebody else, and no address: `--as kim`.
  id text primary key check (id ~ '^[a-z][a-z0-9._-]{0,49}$'),
  name text not null,
  -- How messages are signed, where that is not the name; the mailbox they come from and the number to call back.
  sender_name text,
  mailbox text,
  number text,
  site text,
  roles text[] not null,
  active boolean not null default true,
  added_at timestamptz not null
);

-- From when until when somebody is away, and who answers for their roles meanwhile.
create table absences (
  id text primary key,
  person text not null references people,
  stand_in text references people,
  from_at timestamptz not null,
  -- Null: until they are back.
  until_at timestamptz,
  check (until_at > from_at),
  check (stand_in <> person)
);
create index absences_by_person on absences (person, from_at);
create index absences_by_stand_in on absences (stand_in);

-- Who gave whom which role, and every other change: approvals rest on it.
create table people_log (
  id bigint generated always as identity primary key,
  person text not null references people,
  at timestamptz not null,
  by text not null,
  what text not null check (what in ('added', 'changed', 'removed', 'away', 'back')),
  change jsonb not null
);
create index people_log_by_person on people_log (person, id);

-- The person who owns a case and signs its messages; null: the role in `owner` does.
alter table cases add column owner_person text references people;
create index cases_by_owner_person on cases (owner_person) where owner_person is not null;
