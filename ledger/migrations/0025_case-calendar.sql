-- A case may count by another calendar than its procedure's, such as that of the client's site; null: the procedure's own.
alter table cases add column calendar text;
