-- Levels whose email goes out by itself. Nothing does unless a row says so; it acts on running cases at once.
create table automation (
  procedure text not null,
  level text not null,
  switched_on_at timestamptz not null,
  switched_on_by text not null,
  primary key (procedure, level)
);
