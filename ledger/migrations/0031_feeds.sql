-- What is read by itself, a folder of a mailbox or a list at a vendor, and when that last succeeded: so that every program
-- knows when nothing comes in any more.
create table feeds (
  -- As the house has named it: "imap desk/INBOX", "twilio texts".
  name text primary key,
  kind text not null check (kind in ('mailbox', 'vendor')),
  -- Unread for longer than so many milliseconds it is overdue.
  overdue_ms bigint not null,
  -- It has been configured since then.
  since timestamptz not null,
  -- All that had come in by then has been kept; null: it was never read.
  read_at timestamptz
);
