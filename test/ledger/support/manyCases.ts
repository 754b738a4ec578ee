import { sql } from 'kysely';
import type { Ledger } from '../../../ledger/connect.ts';
import { seeded } from '../../support/seeded.ts';
import { SMALL } from '../../support/smallProcedure.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Summer time begins on 8 March in between. */
const FIRST = Date.parse('2026-02-09T08:00:00Z');
const DAYS = 80;
const MONDAY = Date.parse('2026-03-09T07:00:00Z');
export const ZONE = 'America/Los_Angeles';
export const PROCEDURE = 'pen-pal';

type Row = Record<string, unknown>;
type Tables = Record<'cases' | 'intents' | 'timeline' | 'inbound' | 'tasks' | 'consents', Row[]>;

/**
 * Fills a ledger with cases that have all that a report counts, at random: also what hardly ever happens together, and
 * what it must not count. The same seed gives the same ledger.
 */
export async function fillWithCases(ledger: Ledger, seed: number, cases: number): Promise<void> {
  const tables = new Made(seed).made(cases);
  const at = new Date(FIRST).toISOString();
  await sql`insert into contents (hash, media_type, body) values ('text', 'text/plain', 'text')`.execute(
    ledger,
  );
  for (const [hash, version] of [
    ['a', 1],
    ['b', 2],
    ['c', 2],
  ] as const) {
    await sql`insert into procedures (hash, name, version, sources, decoded, recorded_at, recorded_by)
      values (${hash}, ${PROCEDURE}, ${version}, '{}', ${JSON.stringify(SMALL.decoded)}, ${at}, 'test')`.execute(
      ledger,
    );
  }
  for (const [table, rows] of Object.entries(tables)) await insert(ledger, table, rows);
  await sql`analyze`.execute(ledger);
}

async function insert(ledger: Ledger, table: string, rows: Row[]): Promise<void> {
  const columns = sql.join(
    [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => sql.ref(name)),
  );
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(ledger);
}

class Made {
  readonly #random: () => number;
  readonly #tables: Tables = {
    cases: [],
    intents: [],
    timeline: [],
    inbound: [],
    tasks: [],
    consents: [],
  };

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  made(cases: number): Tables {
    for (let number = 0; number < cases; number += 1) this.#case(`case-${number}`);
    return this.#tables;
  }

  #case(id: string): void {
    const opened = this.#chance(0.02) ? MONDAY - this.#below(2) : FIRST + this.#below(DAYS * DAY);
    const address = `pal${this.#below(400)}@example.com`;
    let from = opened;
    for (let round = 1; round <= 1 + this.#below(3); round += 1) {
      if (round > 1) this.#entry(id, from, round, 'waits-again');
      from = this.#round(id, round, from, address);
    }
    // Nothing goes out after the last end, so an end before the weeks is followed by replies only.
    const closed = this.#chance(0.7) ? from + 3 * HOUR + this.#below(9 * DAY) : null;
    this.#tables.cases.push({
      id,
      procedure: this.#chance(0.85) ? PROCEDURE : 'another',
      hash: this.#one(['a', 'b', 'c']),
      source: 'test',
      occurrence: id,
      facts: {},
      contact: {},
      owner: 'desk',
      rehearsal: this.#chance(0.1),
      opened_at: iso(opened),
      plan: { zone: ZONE },
      status: closed === null ? 'waiting' : 'closed',
      outcome: closed === null ? null : this.#one(['answered', 'ended', 'withdrawn', 'proceeded']),
      closed_at: iso(closed),
      as_of: iso(opened),
      attempts: 0,
      round: 1,
      version: 1,
    });
    for (let count = this.#below(4); count > 0; count -= 1) this.#reply(id, opened + this.#below(20 * DAY));
    for (let count = this.#below(3); count > 0; count -= 1) this.#task(id, opened + this.#below(10 * DAY));
    if (this.#chance(0.05)) this.#entry(id, opened + this.#below(30 * DAY), 1, 'reopened');
    if (this.#chance(0.08)) this.#optOut(address, opened + this.#below(20 * DAY));
  }

  /** Steps of one round; gives the instant at which the next one may begin. */
  #round(id: string, round: number, from: number, address: string): number {
    let at = from;
    for (let day = 1; day <= this.#below(5); day += 1) {
      at += this.#below(4 * DAY);
      for (let pass = 0; pass <= this.#below(2); pass += 1) {
        const keys = this.#chance(0.2) ? [`day-${day}/1`, `day-${day}/2`] : [`day-${day}/1`];
        for (const key of keys) this.#effects({ case_id: id, round, pass, key }, at + pass * HOUR, address);
      }
    }
    return at + this.#below(5 * DAY);
  }

  #effects(
    work: { case_id: string; round: number; pass: number; key: string },
    at: number,
    to: string,
  ): void {
    for (const [effect, channel] of ['portal', 'email', 'note'].entries()) {
      if (this.#chance(0.3)) continue;
      const accepted = this.#chance(0.85);
      const acceptedAt = at + this.#below(HOUR);
      this.#tables.intents.push({
        ...work,
        id: `${Object.values(work).join(' ')} ${effect}`,
        effect,
        verb: channel === 'note' ? 'note' : 'send',
        channel,
        name: 'hello',
        recipient: this.#chance(0.5) ? to : ` ${to.toUpperCase()}`,
        attempt: channel !== 'note',
        state: accepted ? 'accepted' : this.#one(['refused', 'planned', 'unknown']),
        content_hash: 'text',
        tries: 1,
        created_at: iso(at),
        accepted_at: accepted ? iso(acceptedAt) : null,
        undelivered_at: accepted && this.#chance(0.05) ? iso(acceptedAt + this.#below(9 * DAY)) : null,
      });
    }
    if (this.#chance(0.05))
      this.#entry(work.case_id, at + this.#below(9 * DAY), work.round, 'undelivered', work.key);
  }

  #reply(id: string, at: number): void {
    const reply = `${id} ${at}`;
    this.#tables.inbound.push({
      id: reply,
      case_id: this.#chance(0.95) ? id : null,
      channel: 'email',
      source: 'test',
      event_id: reply,
      text: 'hello',
      received_at: iso(at),
      after_end: this.#chance(0.1),
      released_at: this.#chance(0.8) ? iso(at + this.#below(4 * DAY)) : null,
    });
    if (this.#chance(0.1)) this.#entry(id, at, 1, 'replied-after-the-end', reply);
    if (this.#chance(0.7)) this.#entry(id, at, 1, 'replied', reply);
  }

  #task(id: string, at: number): void {
    const state = this.#one(['open', 'done', 'called-off']);
    const key = `${id} ${at}`;
    this.#tables.tasks.push({
      id: key,
      case_id: id,
      key,
      kind: this.#one(['decision', 'decision', 'step']),
      role: 'manager',
      title: 'Asked',
      body: '',
      options: ['approve'],
      about: 'cancel',
      state,
      opened_at: iso(at),
      closed_at: state === 'open' ? null : iso(at + this.#below(6 * DAY)),
      option: state === 'done' ? 'approve' : null,
    });
  }

  #optOut(address: string, at: number): void {
    const reason = this.#one(['opted-out', 'opted-out', 'cease-contact', 'attorney', null]);
    for (const channel of this.#chance(0.5) ? ['email'] : ['email', 'text'])
      this.#tables.consents.push({
        id: `${address} ${channel} ${at}`,
        address,
        channel,
        purpose: reason === null ? 'informational' : null,
        given: reason === null,
        reason,
        source: 'test',
        evidence: 'a letter',
        at: iso(at + this.#below(DAY)),
        recorded_by: 'test',
        recorded_at: iso(at),
      });
  }

  #entry(id: string, at: number, round: number, what: string, about: string | null = null): void {
    const key = `${what} ${at} ${about}`;
    this.#tables.timeline.push({ case_id: id, key, at: iso(at), round, what, about });
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #one<T>(from: readonly [T, ...T[]]): T {
    return from[this.#below(from.length)] ?? from[0];
  }
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
