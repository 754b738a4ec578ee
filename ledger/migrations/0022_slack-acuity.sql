-- Questions that are asked in Slack, and calls from Slack and Acuity.

-- Who somebody is in Slack; without it they are known by their mailbox.
alter table people add column slack text unique check (slack ~ '^[UW][A-Z0-9]{2,20}$');

-- Letters and cards are taken to be sent one by one: which of them, and by which way.
create index intents_cards on intents (id) where channel = 'card' and state in ('planned', 'sending');

-- A question as it stands in a conversation, so that it can be edited when it is no longer asked.
create table slack_cards (
  -- The place and time of a message name it in Slack.
  channel text not null,
  ts text not null,
  task text not null references tasks,
  posted_at timestamptz not null,
  -- What it shows: how the question stood when it was last written; stale: its words are of another day.
  shows text not null check (shows in ('open', 'stale', 'done', 'called-off', 'void')),
  tries integer not null default 0,
  next_try_at timestamptz,
  primary key (channel, ts)
);
create index slack_cards_by_task on slack_cards (task);
create index slack_cards_by_time on slack_cards (posted_at);

-- Clicks, forms and events, each once: Slack repeats what it has no answer to. Who it was is kept as Slack names them.
create table slack_calls (
  id text primary key,
  at timestamptz not null,
  team text,
  slack_user text,
  person text references people,
  task text references tasks,
  -- What it came to, in a word.
  came_to text not null
);
create index slack_calls_by_task on slack_calls (task) where task is not null;

-- When a conversation takes its next message: one a second (SND-13).
create table slack_turns (
  channel text primary key,
  next_at timestamptz not null
);

-- Appointments of which Acuity has said that something happened to them. What did, is read from Acuity.
create table acuity_hints (
  appointment text primary key,
  said_at timestamptz not null,
  -- Null: nobody has looked since.
  looked_at timestamptz,
  came_to text,
  tries integer not null default 0,
  next_try_at timestamptz,
  error text,
  check ((looked_at is null) = (came_to is null))
);
create index acuity_hints_waiting on acuity_hints (next_try_at) where looked_at is null;
