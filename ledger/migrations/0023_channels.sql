-- Channels that fail and channels that are switched off, with who did it; webhooks that went out, each try of them.

-- Who switched which channel, when and why; `switches` has what holds now.
create table switch_log (
  id bigint generated always as identity primary key,
  channel text not null,
  off boolean not null,
  reason text not null,
  at timestamptz not null,
  by text not null
);
create index switch_log_by_time on switch_log (at);

-- A channel that has failed lately, see domain/breaker. No row: it works.
create table breakers (
  channel text primary key,
  state jsonb not null,
  -- Whoever writes must have read the newest state.
  version integer not null
);

create table webhook_tries (
  id text primary key,
  -- The message's own id; a letter to the house's own people has no intent.
  intent_id text not null,
  case_id text not null references cases,
  -- Host and path of the receiver, without a query: a secret may stand there.
  endpoint text not null,
  at timestamptz not null,
  ms integer not null,
  -- Null: there was no answer; `error` says why.
  status smallint,
  error text,
  -- The first bytes of the answer.
  answer text not null,
  -- The person who had it sent again; null: the case did.
  replayed_by text
);
create index webhook_tries_by_time on webhook_tries (at);
create index webhook_tries_of_intent on webhook_tries (intent_id);
create index webhook_tries_of_case on webhook_tries (case_id, at);

-- What people want to have sent again, with the same bytes and the same id.
create table replays (
  id text primary key,
  intent_id text not null references intents,
  asked_at timestamptz not null,
  asked_by text not null,
  reason text not null,
  -- Set before the call: it is made once.
  begun_at timestamptz,
  ended_at timestamptz,
  -- Why it was not sent, or how it ended.
  outcome text
);
create index replays_to_do on replays (asked_at) where begun_at is null;
