-- Erasures (LAW-11): who had a person erased and what went, and the marks by which they are known again without being read.

-- What HMAC-SHA256 (RFC 2104) begins its two passes with: the key, padded. Made with the first erasure.
create table erasure_keys (
  id text primary key,
  inner_pad bytea not null check (length(inner_pad) = 64),
  outer_pad bytea not null check (length(outer_pad) = 64),
  made_at timestamptz not null
);

-- The marks of `address:pat@example.com` or `case:…`, one for each key.
create function erasure_marks(value text) returns text[] language sql stable as $$
  select coalesce(array_agg(
    encode(sha256(outer_pad || sha256(inner_pad || convert_to(value, 'UTF8'))), 'hex') order by made_at, id), '{}')
  from erasure_keys
$$;

create table erasures (
  id text primary key,
  begun_at timestamptz not null,
  begun_by text not null,
  -- The role by which they may.
  role text not null,
  reason text not null,
  -- Whose cases and addresses go. Null: it is done, and nobody can tell any more.
  subject jsonb,
  ended_at timestamptz,
  certificate jsonb,
  check ((subject is null) = (ended_at is not null)),
  check ((certificate is null) = (ended_at is null))
);
create index erasures_to_do on erasures (begun_at) where ended_at is null;

create table erased (
  mark text primary key,
  kind text not null check (kind in ('address', 'case')),
  erasure_id text not null references erasures,
  since timestamptz not null
);
create index erased_by_erasure on erased (erasure_id);

create function erased_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'marks of erased people are append-only';
end $$;
create trigger append_only before update or delete on erased
  for each row execute function erased_is_append_only();

-- What is never changed otherwise is changed by an erasure: in its own transaction, which says so.
create function erasing() returns boolean language sql stable as $$
  select coalesce(current_setting('followthrough.erasing', true), '') = 'on'
$$;

create or replace function timeline_is_append_only() returns trigger language plpgsql as $$
begin
  if erasing() and tg_op = 'DELETE' then return old; end if;
  raise exception 'the timeline is append-only';
end $$;

create or replace function consents_are_append_only() returns trigger language plpgsql as $$
begin
  if erasing() and tg_op = 'UPDATE' then return new; end if;
  raise exception 'consents are append-only';
end $$;

create or replace function open_item_changes_are_append_only() returns trigger language plpgsql as $$
begin
  if erasing() and tg_op = 'UPDATE' then return new; end if;
  raise exception 'the changes of open items are append-only';
end $$;
