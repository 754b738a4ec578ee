-- What people agreed to and did not, how often they were reached outside, and what staff allowed once.

-- The newest word of an address on a channel and purpose holds. A word is never changed: proof of consent and of each
-- opt-out, with what was done about it, must stay.
create table consents (
  id text primary key,
  -- In the one spelling: an email address in lower case, a number as +13105550100.
  address text not null,
  -- `*`: every channel of this address.
  channel text not null,
  -- Null: everything, whatever it is for.
  purpose text check (purpose in ('informational', 'marketing', 'collection', 'treatment')),
  given boolean not null,
  -- For a no.
  reason text check (reason in ('opted-out', 'cease-contact', 'attorney')),
  -- How it reached us: a form, a letter, a text, the provider.
  source text not null,
  -- The version of the words that were agreed to, and where the proof is.
  wording text,
  evidence text,
  at timestamptz not null,
  expires_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  check (given = (reason is null)),
  check (not given or (evidence is not null and purpose is not null)),
  check (expires_at is null or given)
);
create index consents_by_address on consents (address, at);

create function consents_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'consents are append-only';
end $$;
create trigger append_only before update or delete on consents
  for each row execute function consents_are_append_only();

-- After an opt-out by text one text may confirm it, soon or never.
create table confirmations (
  opt_out text primary key references consents,
  address text not null,
  until timestamptz not null,
  used_at timestamptz
);
create index confirmations_open on confirmations (until) where used_at is null;

-- Opt-outs had been kept as refused addresses.
insert into consents (id, address, channel, given, reason, source, at, recorded_by)
  select 'suppression:' || channel || ':' || address, address, channel, false, 'opted-out', 'provider', since, 'followthrough'
  from suppressions where reason = 'opted-out';
delete from suppressions where reason = 'opted-out';

-- Contacts that no send of ours has made: calls by people, and what was done outside and entered here.
create table contacts_made (
  id text primary key,
  case_id text not null references cases,
  channel text not null,
  at timestamptz not null,
  -- The local date of the case's calendar.
  local_day text not null,
  -- spoke, voicemail, no-answer …
  result text not null,
  -- The work it belongs to; null: it was made outside.
  round integer,
  pass integer,
  key text,
  note text,
  recorded_by text not null,
  recorded_at timestamptz not null default now()
);
create index contacts_made_by_case on contacts_made (case_id, at);

-- What a person allowed once although a rule refuses it.
create table allowances (
  id text primary key,
  case_id text not null references cases,
  rule text not null,
  -- Null: whichever channel comes first.
  channel text,
  reason text not null,
  allowed_by text not null,
  -- The role by which they may.
  role text not null,
  at timestamptz not null,
  until timestamptz not null,
  -- The work that it was used for: all channels of that attempt pass.
  used_for text,
  used_at timestamptz
);
create index allowances_by_case on allowances (case_id, until);

-- The house's contact rules, each time they changed; the last ones hold.
create table contact_rules (
  id bigint generated always as identity primary key,
  rules jsonb not null,
  since timestamptz not null,
  recorded_by text not null
);

-- Who asked, where a person did; on which channel and for what; and what they were allowed to pass by.
alter table decisions
  add column asked_by text,
  add column channel text,
  add column purpose text,
  add column allowances text[];

-- One person is whoever shares an address.
create index cases_by_email on cases (lower(btrim(contact ->> 'email'))) where contact ? 'email';
create index cases_by_phone on cases ((contact ->> 'phone')) where contact ? 'phone';
create index cases_by_portal on cases ((contact ->> 'portal')) where contact ? 'portal';
