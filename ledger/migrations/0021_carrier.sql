-- What the carrier last said of each text. It only ever goes forward: a late or repeated word changes nothing.
create table carrier_reports (
  intent_id text primary key references intents,
  -- The carrier's own id of the text.
  provider_id text not null,
  status text not null,
  -- The place of the status among all of them.
  rank smallint not null,
  error_code text,
  at timestamptz not null,
  -- Null: what follows from it is not all done.
  done_at timestamptz
);
create index carrier_reports_waiting on carrier_reports (at) where done_at is null;

-- When something was last looked up at a carrier, and up to where: "twilio/texts".
create table carrier_positions (
  name text primary key,
  read_until timestamptz,
  looked_at timestamptz not null
);

-- Texts of which the carrier owes the last word, and what may have gone out without one.
create index intents_without_last_word on intents (accepted_at)
  where connector = 'twilio' and delivered_at is null and undelivered_at is null;
create index intents_by_provider on intents (provider_id) where connector = 'twilio' and provider_id is not null;

-- Calls that are put through: the staff member's telephone rings first. Each is dialled once at most.
create table phone_calls (
  id text primary key,
  task_id text not null references tasks,
  case_id text not null references cases,
  -- Who calls, and at which number they are rung.
  by text not null,
  staff_number text not null,
  to_number text not null,
  state text not null check (state in ('asked', 'ringing-staff', 'connecting', 'ended')),
  asked_at timestamptz not null,
  dialled_at timestamptz,
  connected_at timestamptz,
  ended_at timestamptz,
  provider_id text,
  -- How it ended, as far as a machine can tell.
  result text,
  -- human, or what kind of machine; null: not known.
  answered_by text,
  -- Why nobody was rung, in words.
  because text,
  seconds integer
);
create index phone_calls_by_task on phone_calls (task_id, asked_at);
create index phone_calls_waiting on phone_calls (asked_at) where state = 'asked';
