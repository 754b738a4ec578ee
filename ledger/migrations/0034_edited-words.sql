-- Words that a person has written in place of the procedure's, for one message that could not be sent. They hold until it
-- is out, in the round that it was for.
create table edited_words (
  id bigint generated always as identity primary key,
  case_id text not null references cases,
  -- It asked about the message. Answered with anything but to send it again, the words are void.
  task text not null references tasks,
  round integer not null,
  channel text not null,
  name text not null,
  subject text,
  text text not null,
  by text not null,
  at timestamptz not null
);
create index edited_words_by_case on edited_words (case_id, id);
