-- Who said which case a reply belongs to that was known by its address alone; of one that belongs to none, case_id stays
-- null.
alter table inbound add column assigned_by text;
alter table inbound add column assigned_at timestamptz;
