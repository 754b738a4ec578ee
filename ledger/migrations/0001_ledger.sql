-- What was promised, sent, answered and approved. People's data is here and nowhere else.
-- Instants are timestamptz; ids are text; durations and counters are integers.

create table procedures (
  hash text primary key,
  name text not null,
  version integer not null,
  sources jsonb not null,
  decoded jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null
);

create table cases (
  id text primary key,
  procedure text not null,
  hash text not null references procedures,
  variant text,
  source text not null,
  occurrence text not null,
  facts jsonb not null,
  contact jsonb not null,
  owner text not null,
  rehearsal boolean not null,
  opened_at timestamptz not null,
  -- Since when Temporal carries the case; null: it has yet to be told.
  started_at timestamptz,
  plan jsonb,
  status text not null check (status in ('waiting', 'answered', 'held', 'with-a-person', 'problem', 'closed')),
  waiting_on text,
  next_at timestamptz,
  attempts integer not null default 0,
  round integer not null default 1,
  outcome text,
  closed_at timestamptz,
  -- The workflow's time of the newest view stored: an older one that arrives late changes nothing.
  as_of timestamptz not null,
  version integer not null default 1,
  unique (procedure, source, occurrence),
  check ((status = 'closed') = (closed_at is not null)),
  check ((status = 'closed') = (outcome is not null))
);
create index cases_not_started on cases (id) where started_at is null;
create index cases_by_status on cases (status, next_at);

create table timeline (
  id bigint generated always as identity primary key,
  case_id text not null references cases,
  -- Says what the entry is, so that the same entry is stored once however often it is recorded.
  key text not null,
  at timestamptz not null,
  round integer not null,
  what text not null,
  about text,
  because text,
  intent_id text,
  recorded_at timestamptz not null default now(),
  unique (case_id, key)
);

create function timeline_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the timeline is append-only';
end $$;
create trigger append_only before update or delete on timeline
  for each row execute function timeline_is_append_only();

create table inbound (
  id text primary key,
  -- Null: it belongs to no single case; it blocks contact to its address until a person assigns it.
  case_id text references cases,
  channel text not null,
  source text not null,
  event_id text not null,
  address text,
  text text not null,
  received_at timestamptz not null,
  after_end boolean not null,
  -- Since when the workflow knows of it, or a task has been made of it.
  delivered_at timestamptz,
  released_at timestamptz,
  unique (source, event_id)
);
create index inbound_undelivered on inbound (case_id) where delivered_at is null;
create index inbound_by_case on inbound (case_id, received_at);
create index inbound_unreleased_by_address on inbound (address) where released_at is null and case_id is null;

-- The bytes that go out, by their SHA-256 in hexadecimal.
create table contents (
  hash text primary key,
  media_type text not null,
  body bytea not null,
  stored_at timestamptz not null default now()
);

-- One row for each thing done outside, claimed before it is done.
create table intents (
  id text primary key,
  case_id text not null references cases,
  round integer not null,
  pass integer not null,
  key text not null,
  effect integer not null,
  verb text not null check (verb in ('send', 'note', 'act')),
  channel text not null,
  name text not null,
  recipient text not null,
  attempt boolean not null,
  warns_of text,
  state text not null check (state in ('planned', 'sending', 'unknown', 'with-person', 'accepted', 'refused')),
  content_hash text references contents,
  subject text,
  text text,
  message_id text unique,
  connector text,
  provider_id text,
  tries integer not null default 0,
  lease_until timestamptz,
  -- The local date of the case's calendar on which it went out.
  local_day text,
  -- Why it is not accepted: a code, and the other side's own words for staff.
  reason text,
  detail text,
  created_at timestamptz not null,
  started_at timestamptz,
  accepted_at timestamptz,
  accepted_by text,
  delivered_at timestamptz,
  undelivered_at timestamptz,
  unique (case_id, round, pass, key, effect, channel, recipient),
  check (state not in ('sending', 'unknown', 'accepted', 'with-person') or content_hash is not null),
  check ((state = 'accepted') = (accepted_at is not null))
);
create index intents_by_recipient on intents (recipient, accepted_at) where attempt;

-- Every answer of the gate, yes or no.
create table decisions (
  id bigint generated always as identity primary key,
  case_id text not null references cases,
  round integer not null,
  pass integer not null,
  key text not null,
  effect integer not null,
  intent_id text references intents,
  at timestamptz not null,
  allowed boolean not null,
  rule text not null,
  reason text
);
create index decisions_by_case on decisions (case_id, id);

-- What the sandbox connectors would have sent.
create table outbox (
  intent_id text primary key references intents,
  case_id text not null references cases,
  verb text not null,
  channel text not null,
  name text not null,
  recipient text not null,
  subject text,
  text text not null,
  body jsonb not null,
  at timestamptz not null
);
create index outbox_by_case on outbox (case_id, at);

create table tasks (
  id text primary key,
  case_id text not null references cases,
  key text not null,
  kind text not null,
  role text not null,
  title text not null,
  body text not null,
  options jsonb not null,
  about text not null,
  intent_id text references intents,
  state text not null check (state in ('open', 'done', 'called-off')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  option text,
  unique (case_id, key),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'done') = (option is not null))
);
create index tasks_open on tasks (role, opened_at) where state = 'open';

-- What people asked of a case, written before it is delivered to the workflow.
create table commands (
  id text primary key,
  case_id text not null references cases,
  name text not null,
  args jsonb not null,
  actor text not null,
  created_at timestamptz not null,
  delivered_at timestamptz,
  answered_at timestamptz,
  answer jsonb,
  error text
);
create index commands_unanswered on commands (created_at) where answered_at is null;
create index commands_by_case on commands (case_id, created_at);

create table approvals (
  id text primary key,
  case_id text not null references cases,
  act text not null,
  decision text not null,
  approved_by text not null,
  approved_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  unique (case_id, decision)
);

create table suppressions (
  channel text not null,
  address text not null,
  reason text not null,
  since timestamptz not null,
  primary key (channel, address)
);

-- A channel that is switched off sends nothing for anybody; `*` is all channels.
create table switches (
  channel text primary key,
  reason text not null,
  switched_off_at timestamptz not null,
  switched_off_by text not null
);
