-- What the systems around a case said right before a contact or an irreversible act. The answers themselves are not kept:
-- a hash tells whether two were the same.
create table look_ups (
  id bigint generated always as identity primary key,
  case_id text not null references cases,
  name text not null,
  connector text not null,
  kind text not null check (kind in ('contact', 'irreversible-act', 'choice')),
  at timestamptz not null,
  finding text not null,
  -- A code: why it holds, what is met, why it could not be read.
  reason text,
  -- What was found, so that it can be told apart from what a person has dealt with.
  about jsonb not null,
  -- Null: nothing could be read.
  evidence text,
  -- The finding decided, and a person was asked because of it.
  asked boolean not null,
  recorded_at timestamptz not null default now()
);
create index look_ups_by_case on look_ups (case_id, name, id);

-- For the report: what was seen and changed nothing.
create table remarks (
  case_id text not null references cases,
  text text not null,
  name text not null,
  at timestamptz not null,
  primary key (case_id, text)
);

-- The systems contradict the report. Closed when its task is done.
create table discrepancies (
  id text primary key,
  case_id text not null references cases,
  name text not null,
  at timestamptz not null,
  expected text not null,
  found text not null,
  about text not null,
  task text not null,
  unique (case_id, about),
  unique (case_id, task)
);

-- Contact data that was corrected; null: there was none, or it was taken away.
create table contact_changes (
  id bigint generated always as identity primary key,
  case_id text not null references cases,
  at timestamptz not null,
  by text not null,
  field text not null,
  before text,
  after text
);
create index contact_changes_by_case on contact_changes (case_id, id);

-- What sandbox systems answer to a rehearsal. Written before the case is opened, so it refers to none.
create table scripted_answers (
  case_id text not null,
  position integer not null,
  answer jsonb not null,
  primary key (case_id, position)
);
