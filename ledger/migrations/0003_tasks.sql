-- What a work list needs to know of a task, what asks people for decisions, and cases that are taken up again.

alter table tasks
  -- Of a rehearsal: in no list of the staff.
  add column rehearsal boolean not null default false,
  -- To the millisecond, like all that the place of a task in a list is made of: a page ends where it says.
  alter column opened_at type timestamptz(3),
  -- Left undone until then it is overdue, and escalated.
  add column due_at timestamptz(3),
  -- Hidden until then: somebody does it later.
  add column show_at timestamptz,
  -- 1 comes first.
  add column priority integer not null default 2 check (priority between 1 and 3),
  -- The person who has it; null: whoever answers for the role. Before there are people, any name.
  add column assignee text,
  -- How often it was left undone past its date.
  add column escalated integer not null default 0,
  -- Where the organisation's SOP says it.
  add column sop text,
  -- What was said when it was done.
  add column note text,
  -- The people it is for were written to when it had been escalated so often; null: not yet.
  add column noticed integer;
update tasks set rehearsal = true from cases where cases.id = tasks.case_id and cases.rehearsal;

drop index tasks_open;
create index tasks_open on tasks (role) where state = 'open' and not rehearsal;
-- All that the order of a work list and its filters need: the texts of the tasks are read for one page only.
create index tasks_open_by_place on tasks (escalated desc, priority, due_at, opened_at, id)
  include (role, kind, case_id, show_at, assignee) where state = 'open' and not rehearsal;
create index tasks_open_of_assignee on tasks (assignee) where state = 'open' and assignee is not null;
create index tasks_open_due on tasks (due_at) where state = 'open' and not rehearsal;
-- A task is named by the end of its id.
create index tasks_by_end_of_id on tasks (reverse(id) text_pattern_ops);

-- Why an approval does not hold any more, where that was not a person's wish.
alter table approvals
  add column revoked_because text check (revoked_because in ('void', 'refused')),
  -- Whoever gave it has been told that it does not hold.
  add column noticed boolean not null default false;

-- Messages to our own people about decisions are intents on the channel `notice`.
create index intents_notices on intents (id) where channel = 'notice' and state in ('planned', 'sending');
create index tasks_open_decisions on tasks (id)
  where state = 'open' and not rehearsal and kind in ('decision', 'confirm-approval');

-- Made by the ledger for itself: what tokens are signed with.
create table secrets (
  name text primary key,
  value text not null,
  made_at timestamptz not null
);

-- The ended case that this one takes up again: at most one does.
alter table cases add column reinstates text unique references cases;
