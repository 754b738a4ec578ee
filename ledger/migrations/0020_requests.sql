-- What the gateway has promised: answers to requests that may be repeated, and files that came in and are to be imported.

create table requests (
  -- Whose key it is: two callers may use the same one.
  caller text not null,
  key text not null,
  -- SHA-256 of method, path and body.
  fingerprint bytea not null,
  begun_at timestamptz not null,
  -- Whoever works on it is taken to have died by then.
  until_at timestamptz not null,
  -- Null: it is at work.
  status smallint,
  location text,
  body text,
  primary key (caller, key),
  check ((status is null) = (body is null))
);
create index requests_by_time on requests (begun_at);

create table uploads (
  id text primary key,
  procedure text not null,
  variant text,
  -- How the list is called in the record.
  list text not null,
  begun_by text not null,
  begun_at timestamptz not null,
  -- Null: it has not come in whole, and nothing was promised.
  received_at timestamptz,
  bytes integer not null default 0,
  import_id text references imports,
  -- Its parts are gone then.
  ended_at timestamptz,
  error_code text,
  error text,
  check ((error_code is null) = (error is null))
);
create index uploads_to_do on uploads (id) where ended_at is null;

create table upload_parts (
  upload_id text not null references uploads on delete cascade,
  part integer not null,
  body bytea not null,
  primary key (upload_id, part)
);
