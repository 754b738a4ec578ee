-- When, and at which of their addresses, people find it inconvenient to be reached; what was confirmed after an opt-out;
-- and how many contacts were released lately.

create table inconvenient (
  id text primary key,
  -- In the one spelling. Hours hold for whoever has the address, on every address of theirs.
  address text not null,
  -- `*`: every channel.
  channel text not null,
  -- On the clock of the contact: from the first minute up to, not including, the second. Both null: the address itself
  -- is inconvenient, such as one at work.
  from_hour text,
  until_hour text,
  -- 1 is Monday; null: every day.
  weekdays integer[],
  -- In words: what the person said.
  note text not null,
  at timestamptz not null,
  recorded_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  check ((from_hour is null) = (until_hour is null)),
  check (from_hour < until_hour),
  check (weekdays is null or from_hour is not null),
  check ((lifted_at is null) = (lifted_by is null))
);
create index inconvenient_by_address on inconvenient (address) where lifted_at is null;

-- The text by which an opt-out was confirmed; null: none went out.
alter table confirmations add column intent_id text references intents;

-- What the last minute has seen.
create index intents_by_start on intents (started_at) where attempt;
create index decisions_put_off on decisions (at) where reason = 'backlog';
