-- What customers owe, as accounts receivable tells it, and how far each debt has been asked for.
-- An account is a customer of a source; its case is the open one whose occurrence is the customer, or begins with "customer#".

create table open_items (
  source text not null,
  customer text not null,
  number text not null,
  kind text not null check (kind in ('invoice', 'credit')),
  -- Local dates of the company's calendar, YYYY-MM-DD.
  issued text not null,
  due text not null,
  currency text not null,
  -- Minor units; never more than a JavaScript number counts exactly.
  amount bigint not null check (amount > 0 and amount <= 9007199254740991),
  paid bigint not null check (paid >= 0 and paid <= amount),
  disputed_since text,
  dispute_reason text,
  -- The highest level at which it was asked for. Kept when it is closed: a payment that bounces brings the item back.
  level integer not null default 0 check (level >= 0),
  dunned_on text,
  -- Since when a full import no longer has it: paid, or taken back.
  closed_at timestamptz,
  primary key (source, customer, number),
  check ((disputed_since is null) = (dispute_reason is null))
);

create table open_item_changes (
  id bigint generated always as identity primary key,
  source text not null,
  customer text not null,
  number text not null,
  at timestamptz not null,
  -- Who or what: a person, or the system that the import came from.
  by text not null,
  what text not null check (what in ('new', 'changed', 'closed', 'returned', 'reviewed')),
  -- The import or review that did it.
  because text not null,
  item jsonb not null
);
create index open_item_changes_of_account on open_item_changes (source, customer, id);

create function open_item_changes_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the changes of open items are append-only';
end $$;
create trigger append_only before update or delete on open_item_changes
  for each row execute function open_item_changes_are_append_only();

-- One row an account and import: the same import is taken once, and an older picture never replaces a newer one.
create table open_item_imports (
  source text not null,
  customer text not null,
  id text not null,
  -- The moment of which the picture is.
  as_of timestamptz not null,
  at timestamptz not null,
  result jsonb not null,
  primary key (source, customer, id)
);
create index open_item_imports_newest on open_item_imports (source, customer, as_of desc);

-- What a person was asked to look at: written when the review comes up, so that Done counts for exactly that.
create table statement_reviews (
  id text primary key,
  case_id text not null references cases,
  local_day text not null,
  level integer not null,
  items jsonb not null,
  done_on text,
  done_by text,
  created_at timestamptz not null
);

create index cases_by_customer on cases (procedure, source, split_part(occurrence, '#', 1)) where status <> 'closed';
