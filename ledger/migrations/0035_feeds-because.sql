-- Why nothing is read of it at the moment, in words for staff; null: it was read last time.
alter table feeds add column because text;
