-- How each case stands, whole, as its run last told: what another run begins from when Temporal has lost its own.
create table standings (
  case_id text primary key references cases,
  -- The last word of the case's run: which beginning of the case it is, after how many events, and when. Only a run that
  -- has said it itself is listened to.
  epoch integer not null,
  count integer not null,
  at timestamptz not null,
  -- A new run is about to begin, and has said nothing yet.
  fresh boolean not null,
  -- Null: nothing was told yet, and a run begins from the opening.
  state jsonb,
  -- Another copy of the run has tried to go on; the reconciliation replaces it.
  overtaken_at timestamptz
);

-- Cases of which it is not known what went out: after a restore, or where a run was begun without its standing.
create table doubts (
  case_id text primary key references cases,
  since timestamptz not null,
  because text not null check (because in ('restored', 'no-standing')),
  -- The reconciliation has compared the case with Temporal.
  compared_at timestamptz,
  cleared_at timestamptz,
  cleared_by text,
  note text
);
create index doubts_standing on doubts (case_id) where cleared_at is null;

-- Backups that this ledger was made from.
create table restorations (
  id bigint generated always as identity primary key,
  backup text not null,
  -- When it was taken; null: by other means, so nobody said.
  taken_at timestamptz,
  restored_at timestamptz not null,
  -- Whoever was erased since the backup is erased again; null: not yet.
  finished_at timestamptz,
  by text not null
);

-- What is done by one of several processes every so often: when it was last begun.
create table rounds (
  name text primary key,
  begun_at timestamptz not null
);
