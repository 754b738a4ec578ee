-- Words that were taken for a refusal and are none, as somebody found who read them (RPY-10).

-- What came in that says so, where that was words; not a reference, because erasing a person takes what they wrote.
alter table consents add column inbox text;
create index consents_by_inbox on consents (inbox) where inbox is not null;

-- The entry stays, as it was said; it holds no longer, and what held before it holds again.
create table misread (
  consent text primary key references consents,
  at timestamptz not null,
  recorded_by text not null
);

create function misread_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what was misread is append-only';
end $$;
create trigger append_only before update or delete on misread
  for each row execute function misread_is_append_only();

-- Every yes and no that counts.
create view words_that_hold as
  select c.* from consents c where not exists (select from misread m where m.consent = c.id);
