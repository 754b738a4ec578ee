-- How far each folder of each mailbox has been read.
create table mail_positions (
  mailbox text not null,
  folder text not null,
  -- While it stays the same, so do the numbers of the messages (RFC 9051, 2.3.1.1).
  uid_validity text not null,
  last_uid bigint not null,
  read_at timestamptz not null,
  primary key (mailbox, folder)
);
