-- Whoever rehearses a case can have its next message go wrong: one row a rehearsal, its last order.
create table rehearsals (
  case_id text primary key references cases (id),
  next_send text not null check (next_send in ('temporarily', 'refused', 'bounces', 'ambiguous')),
  -- The intent of the message that met it; null: none has yet.
  taken_by text
);
