import type pg from 'pg';

/**
 * Fills a ledger with made-up cases of a year: up to four follow-ups each with a note, a reply to most, an end, now and
 * then a decision, and the entries of all that. Two versions, the second from the middle of the year on.
 */
export async function fillWithCases(database: pg.Client, cases: number): Promise<void> {
  for (const statement of FILL) await database.query(statement, statement.includes('$1') ? [cases] : []);
  await database.query('vacuum analyze');
}

const AT = `timestamptz '2026-01-05' + number * (interval '357 days' / (select max(number) from made))`;

const FILL = [
  `create temp table made as select number::float8, number % 5 as attempts, 'bench:made-up:' || number as id
    from generate_series(1, $1::int) number`,
  `create temp table opened as select *, ${AT} as at from made`,
  `insert into contents (hash, media_type, body) values ('text', 'text/plain', 'text')`,
  `insert into procedures (hash, name, version, sources, decoded, recorded_at, recorded_by)
    select 'version-' || version, 'bench', version, '{}', '{}', now(), 'bench' from generate_series(1, 2) version`,
  `insert into cases (id, procedure, hash, source, occurrence, facts, contact, owner, rehearsal, opened_at, plan, status,
      outcome, closed_at, as_of)
    select id, 'bench', case when at < '2026-07-01' then 'version-1' else 'version-2' end, 'made-up', number::text,
      '{"issue": "a few words that every case has"}', '{"email": "pat@example.com"}', 'desk', number::int % 50 = 0, at,
      '{"zone": "America/Los_Angeles"}', case when number::int % 10 = 0 then 'waiting' else 'closed' end,
      case when number::int % 10 = 0 then null when attempts < 4 then 'answered' else 'ended' end,
      case when number::int % 10 = 0 then null else at + attempts * interval '2 days' + interval '5 hours' end, at
    from opened`,
  `insert into intents (id, case_id, round, pass, key, effect, verb, channel, name, recipient, attempt, state,
      content_hash, local_day, created_at, accepted_at, delivered_at, undelivered_at)
    select id || step || verb, id, 1, 0, 'day-' || step || '/1', effect, verb, channel, 'follow-up', 'pat' || number || '@example.com',
      verb = 'send', 'accepted', 'text', (at + step * interval '2 days')::date::text, at + step * interval '2 days',
      at + step * interval '2 days', at + step * interval '3 days',
      case when verb = 'send' and number::int % 40 = 7 then at + step * interval '3 days' end
    from opened, generate_series(1, attempts) step, (values (0, 'send', 'email'), (1, 'note', 'note')) as effects (effect, verb, channel)`,
  `insert into timeline (case_id, key, at, round, what, about)
    select id, what || step, at + step * interval '2 days', 1, what, 'day-' || step || '/1/send-email:follow-up'
    from opened, generate_series(0, attempts) step, (values ('planned'), ('done')) as entries (what)`,
  `insert into timeline (case_id, key, at, round, what) select id, 'opened', at, 1, 'opened' from opened`,
  `insert into timeline (case_id, key, at, round, what) select id, what, at + interval '9 days', 1, what
    from opened, (values ('reopened'), ('replied')) as entries (what) where number::int % 30 = 0`,
  `insert into inbound (id, case_id, channel, source, event_id, text, received_at, after_end, released_at)
    select id, id, 'email', 'bench', id, 'Thank you, that was it.', at + attempts * interval '2 days' + interval '3 hours', number::int % 30 = 0,
      at + attempts * interval '2 days' + interval '5 hours'
    from opened where attempts < 4`,
  `insert into tasks (id, case_id, key, kind, role, title, body, options, about, state, opened_at, closed_at, option)
    select id, id, 'decision', 'decision', 'manager', 'May it end?', '', '["approve"]', 'end', 'done',
      at + interval '8 days', at + interval '8 days 5 hours', 'approve'
    from opened where attempts = 4`,
  `insert into consents (id, channel, address, given, reason, source, at, recorded_by)
    select id, 'email', 'pat' || number || '@example.com', false, 'opted-out', 'bench', at + interval '7 days', 'bench'
    from opened where number::int % 100 = 3`,
];
