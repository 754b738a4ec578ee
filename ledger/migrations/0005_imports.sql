-- Lists and reports that were imported, and what became of each row. Rows are added and never changed.

create table imports (
  id text primary key,
  procedure text not null,
  source text not null,
  variant text,
  -- How the list is called: the name of its file, or of the report.
  list text not null,
  -- SHA-256 of the file: the same file goes on where a run that broke off has stopped.
  hash text not null,
  rows integer not null check (rows >= 0),
  begun_at timestamptz not null,
  begun_by text not null
);
create index imports_by_time on imports (begun_at);
create index imports_by_file on imports (procedure, hash);

-- An import without an end was broken off, or runs.
create table import_ends (
  import_id text primary key references imports,
  ended_at timestamptz not null
);

create table import_rows (
  import_id text not null references imports,
  -- As a spreadsheet numbers them: the header is row 1.
  row integer not null,
  outcome text not null check (outcome in
    ('opened', 'joined', 'already-running', 'not-needed', 'held', 'discrepancy', 'error')),
  case_id text references cases,
  -- The step at which a case began that is older than its first step.
  step integer,
  code text,
  reason text not null,
  at timestamptz not null,
  primary key (import_id, row),
  check ((outcome = 'joined') = (step is not null))
);
create index import_rows_by_outcome on import_rows (import_id, outcome, row);

-- All open cases of one client begin alike.
create index cases_by_client on cases (procedure, source, occurrence text_pattern_ops) where status <> 'closed';
