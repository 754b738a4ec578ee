-- Everything that came in, as it came, with what it was taken for and what was done about it. Written before it is acknowledged.
create table inbox (
  id text primary key,
  channel text not null,
  -- Who delivered it, and that party's id of the event: together they are kept once. Emails come by several ways: their id
  -- is of their content.
  source text not null,
  event_id text not null,
  -- The delivery's own name for it, for whoever looks for it there.
  via text,
  received_at timestamptz not null,
  -- Who wrote it, or who did not get what a report is about; null: nobody can be read.
  address text,
  -- The stored original.
  content_hash text references contents,
  subject text,
  -- What the person wrote, for staff; the original has the rest.
  text text not null,
  -- [{name, mediaType, size}]: they stay inside the original.
  attachments jsonb not null default '[]',
  class text not null check (class in ('human-reply', 'opt-out', 'opt-in', 'help', 'auto-reply', 'bounce-hard',
    'bounce-soft', 'complaint', 'read-receipt', 'challenge', 'unknown')),
  because text not null,
  -- A server that we trust found that it comes from where it says.
  authentic boolean not null,
  matched_by text check (matched_by in ('named', 'token', 'thread', 'tag', 'sender')),
  case_id text references cases,
  -- Our message that it answers or reports on: an intent's id.
  about text,
  -- What else is needed to deal with it.
  details jsonb not null,
  tries integer not null default 0,
  next_try_at timestamptz,
  error text,
  -- Null: nobody has dealt with it yet, and nothing goes to its address.
  done_at timestamptz,
  did text,
  check ((done_at is null) = (did is null)),
  unique (source, event_id)
);
create index inbox_waiting on inbox (next_try_at) where done_at is null;
create index inbox_waiting_by_address on inbox (address) where done_at is null;
create index inbox_by_address on inbox (address, received_at);
create index inbox_by_case on inbox (case_id, received_at) where case_id is not null;

-- What the house says about what comes in, each time it changed; the last one holds.
create table inbound_rules (
  id bigint generated always as identity primary key,
  rules jsonb not null,
  since timestamptz not null,
  recorded_by text not null
);

-- Some relays put a Message-ID of their own in place of ours, and say it in their answer.
create index intents_by_relay_id on intents ((substring(provider_id from '[A-Za-z0-9._+=-]{16,}')))
  where provider_id is not null and verb = 'send';
