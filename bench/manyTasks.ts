import type pg from 'pg';

/** Fills a ledger with open tasks of many cases, and ten times as many that are done. */
export async function fillWithTasks(database: pg.Client, open: number): Promise<void> {
  for (const statement of FILL) await database.query(statement, statement.includes('$1') ? [open] : []);
  await database.query('vacuum analyze');
}

const FILL = [
  `insert into procedures (hash, name, version, sources, decoded, recorded_at, recorded_by)
    values ('version-1', 'bench', 1, '{}', '{"steps": [], "tasks": {}, "facts": {}}', now(), 'bench')`,
  `insert into cases (id, procedure, hash, source, occurrence, facts, contact, owner, rehearsal, opened_at, status, as_of)
    select 'bench:made-up:' || number, 'bench', 'version-1', 'made-up', number::text, '{}', '{}', 'desk', false,
      now() - interval '30 days', 'with-a-person', now() from generate_series(1, $1::int) number`,
  `insert into inbound (id, case_id, channel, source, event_id, text, received_at, after_end)
    select 'reply-' || id, id, 'portal', 'bench', id, 'Yes.', now(), false from cases where right(id, 1) = '7'`,
  `insert into tasks (id, case_id, key, kind, role, title, body, options, about, state, opened_at, closed_at, option,
      due_at, show_at, priority, escalated, assignee)
    select gen_random_uuid(), 'bench:made-up:' || 1 + number % $1::int, 'task:' || number,
      (array['step', 'call', 'reply', 'decision', 'by-hand'])[1 + number % 5],
      'role-' || number % 12, 'A task of the benchmark', repeat('Words that a person reads. ', 40), '["done"]', 'day-1',
      case when number < $1::int then 'open' else 'done' end, now() - number * interval '1 minute',
      case when number < $1::int then null else now() end, case when number < $1::int then null else 'done' end,
      now() + (number::bigint * 7919 % 20000 - 8000) * interval '1 minute',
      case when number % 17 = 0 then now() + interval '1 day' end, 1 + number % 3,
      case when number % 13 = 0 then number % 4 else 0 end, case when number % 11 = 0 then 'person-' || number % 30 end
    from generate_series(0, 11 * $1::int - 1) number`,
];
