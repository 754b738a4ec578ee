-- Health data (LAW-10): what patients want to be reached by, where only, and who has looked at which case.

-- The risk of an unencrypted email or text was explained, and the patient still prefers it; or does so no longer. The
-- newest word of an address on a channel holds.
create table unencrypted (
  id text primary key,
  -- In the one spelling.
  address text not null,
  channel text not null check (channel in ('email', 'text')),
  prefers boolean not null,
  -- Who of the staff explained it; for a withdrawal, who heard of it.
  explained_by text not null,
  -- Their words, or where they are.
  evidence text,
  at timestamptz not null,
  recorded_by text not null,
  recorded_at timestamptz not null default now()
);
create index unencrypted_by_address on unencrypted (address, channel, at);

create function unencrypted_is_append_only() returns trigger language plpgsql as $$
begin
  if erasing() and tg_op = 'UPDATE' then return new; end if;
  raise exception 'what patients prefer is append-only';
end $$;
create trigger append_only before update or delete on unencrypted
  for each row execute function unencrypted_is_append_only();

-- A request for confidential communication: whoever is known by this address is reached by these and no others.
create table confidential (
  id text primary key,
  -- One request has a row for each address by which its person is known.
  request text not null,
  address text not null,
  -- Of several people at that address, this one, in lower case; null: whoever has it.
  name text,
  email text,
  phone text,
  portal text,
  note text not null,
  at timestamptz not null,
  recorded_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  check (coalesce(email, phone, portal) is not null),
  check ((lifted_at is null) = (lifted_by is null))
);
create index confidential_by_address on confidential (address) where lifted_at is null;

-- Who has seen what of a case. Kept for six years at least: nothing removes it earlier.
create table views (
  id bigint generated always as identity primary key,
  case_id text not null,
  at timestamptz not null,
  by text not null,
  -- What was looked at: show, list, inbox …
  what text not null,
  -- The command line, or a key of the gateway.
  via text not null
);
create index views_by_case on views (case_id, id);

create function views_are_kept() returns trigger language plpgsql as $$
begin
  if erasing() and tg_op = 'UPDATE' then return new; end if;
  if tg_op = 'DELETE' and old.at < now() - interval '6 years' then return old; end if;
  raise exception 'who has seen a case is kept for six years and never changed';
end $$;
create trigger kept before update or delete on views
  for each row execute function views_are_kept();
