-- Who opens a case with a choice asks for what it leads to, and may not approve it (four eyes).

-- A person, by id; null: the system named in `source` did, or it is not known.
alter table cases add column opened_by text;

-- Who wrote a reply down for the contact; null: it came in by itself.
alter table inbound add column recorded_by text;
