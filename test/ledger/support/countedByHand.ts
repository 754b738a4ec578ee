import { DateTime } from 'luxon';
import type { Figures } from '../../../client/index.ts';
import type { Ledger } from '../../../ledger/connect.ts';
import type { Case, InboundMessage, Intent, TimelineEntry } from '../../../ledger/schema.ts';

interface Rows {
  cases: Case[];
  intents: Intent[];
  timeline: TimelineEntry[];
  inbound: InboundMessage[];
}

/** Something that happened, as a person would note it down while reading all cards one by one. */
interface Noted {
  what: string;
  week: string;
  card: Case;
  kind?: string;
  ms?: number;
  attempts?: number;
}

export interface CountedByHand {
  /** The figures of a week and a version's hash; null stands for all weeks, all versions. */
  at(week: string | null, hash: string | null): Figures | null;
  /** Those of the cases that are old enough to be compared. */
  ripe(hash: string): Figures | null;
}

/** Reads every row of the ledger and counts with plain loops what the report is to say. Knows no SQL beyond "all rows". */
export async function countedByHand(
  ledger: Ledger,
  asked: { procedure: string; zone: string; weeks: string[]; from: number; until: number },
): Promise<CountedByHand> {
  const { procedure, zone, weeks } = asked;
  const rows: Rows = {
    cases: await ledger.selectFrom('cases').selectAll().execute(),
    intents: await ledger.selectFrom('intents').selectAll().execute(),
    timeline: await ledger.selectFrom('timeline').selectAll().execute(),
    inbound: await ledger.selectFrom('inbound').selectAll().execute(),
  };
  const tasks = await ledger.selectFrom('tasks').selectAll().execute();
  const words = await ledger.selectFrom('consents').selectAll().execute();
  const noted: Noted[] = [];
  const note = (what: string, card: Case, at: number, more: Partial<Noted> = {}) => {
    const week = weekOf(at, zone);
    if (weeks.includes(week)) noted.push({ what, card, week, ...more });
  };

  for (const card of rows.cases) {
    if (card.procedure !== procedure || card.rehearsal) continue;
    note('opened', card, card.opened_at);
    const own = ownRows(rows, card);
    const attempts = attemptsOf(own);
    for (const { at } of attempts) note('attempt', card, at);
    for (const reply of answersOf(own)) {
      const begin = own.timeline
        .filter(({ what, at }) => what === 'waits-again' && at <= reply.received_at)
        .toSorted((one, other) => one.at - other.at || Number(one.id) - Number(other.id))
        .at(-1) ?? { round: 1, at: card.opened_at };
      const before = attempts.filter(({ round, at }) => round === begin.round && at <= reply.received_at);
      const ms = reply.received_at - begin.at;
      note('reply', card, reply.received_at, { kind: String(before.length), ms });
      if (reply.after_end) note('late reply', card, reply.received_at);
    }
    if (card.closed_at !== null) {
      const ms = card.closed_at - card.opened_at;
      note('end', card, card.closed_at, { kind: card.outcome ?? '', ms, attempts: attempts.length });
    }
    for (const at of reopeningsOf(own)) note('reopening', card, at);
    for (const at of undeliveredOf(own)) note('undelivered', card, at);
    for (const task of tasks) {
      if (task.case_id !== card.id || task.kind !== 'decision' || task.state !== 'done') continue;
      if (task.closed_at !== null)
        note('decision', card, task.closed_at, { ms: task.closed_at - task.opened_at });
    }
  }

  const people = new Map<string, number>();
  for (const { address, reason, at } of words)
    if (reason === 'opted-out' || reason === 'cease-contact')
      people.set(address, Math.min(at, people.get(address) ?? at));
  for (const [address, since] of people) {
    const last = rows.intents
      .filter(({ recipient, attempt, accepted_at: at }) => {
        return attempt && at !== null && at <= since && recipient.trim().toLowerCase() === address;
      })
      .filter(({ case_id: id }) => !rows.cases.some((card) => card.id === id && card.rehearsal))
      .toSorted((one, other) => (one.accepted_at ?? 0) - (other.accepted_at ?? 0))
      .at(-1);
    const card = rows.cases.find(({ id }) => id === last?.case_id);
    if (card?.procedure === procedure) note('opt-out', card, since);
  }

  const ends = noted.filter(({ what }) => what === 'end').map(({ ms = 0 }) => ms);
  const before = asked.until - quantile(ends, 0.9);
  return {
    at: (week, hash) =>
      summed(
        noted.filter(
          (each) => (week === null || each.week === week) && (hash === null || each.card.hash === hash),
        ),
      ),
    ripe: (hash) =>
      summed(
        noted.filter(
          ({ card }) => card.hash === hash && card.opened_at >= asked.from && card.opened_at < before,
        ),
      ),
  };
}

function ownRows(rows: Rows, { id }: Case): Omit<Rows, 'cases'> {
  return {
    intents: rows.intents.filter((row) => row.case_id === id),
    timeline: rows.timeline.filter((row) => row.case_id === id),
    inbound: rows.inbound.filter((row) => row.case_id === id),
  };
}

type Own = ReturnType<typeof ownRows>;

/** The entries "undelivered" for which no message says itself that it is meant. */
function lostOf({ timeline, intents }: Own): TimelineEntry[] {
  return timeline.filter(
    (entry) =>
      entry.what === 'undelivered' &&
      !intents.some(
        ({ round, key, undelivered_at: at }) => at !== null && round === entry.round && key === entry.about,
      ),
  );
}

function attemptsOf(own: Own): { round: number; at: number }[] {
  const lost = lostOf(own);
  const steps = new Map<string, { round: number; at: number }>();
  for (const { attempt, accepted_at: at, undelivered_at: undelivered, round, pass, key } of own.intents) {
    if (!attempt || at === null || undelivered !== null) continue;
    if (lost.some((entry) => entry.round === round && entry.about === key && entry.at >= at)) continue;
    const step = `${round} ${pass} ${key.slice(0, key.indexOf('/'))}`;
    steps.set(step, { round, at: Math.min(at, steps.get(step)?.at ?? at) });
  }
  return [...steps.values()];
}

/** What comes in while a reply lies unread is the same answer. */
function answersOf({ inbound }: Own): InboundMessage[] {
  let readAt = Number.NEGATIVE_INFINITY;
  const answers: InboundMessage[] = [];
  for (const message of inbound.toSorted((one, other) => one.received_at - other.received_at)) {
    if (message.received_at >= readAt) answers.push(message);
    readAt = Math.max(readAt, message.released_at ?? Number.POSITIVE_INFINITY);
  }
  return answers;
}

function reopeningsOf({ timeline }: Own): number[] {
  const said = timeline.filter(({ what }) => what === 'reopened');
  if (said.length > 0) return said.map(({ at }) => at);
  const taken = new Set(timeline.filter(({ what }) => what === 'replied').map(({ about }) => about));
  return timeline
    .filter(({ what, about }) => what === 'replied-after-the-end' && taken.has(about))
    .map(({ at }) => at);
}

function undeliveredOf(own: Own): number[] {
  const messages = own.intents.filter(({ verb }) => verb === 'send');
  return [
    ...messages.flatMap(({ undelivered_at: at }) => (at === null ? [] : [at])),
    ...lostOf(own).map(({ at }) => at),
  ];
}

function summed(noted: Noted[]): Figures | null {
  if (noted.length === 0) return null;
  const all = (what: string) => noted.filter((each) => each.what === what);
  const many = (what: string) => all(what).length;
  const [ended, reopened] = [many('end'), many('reopening')];
  return {
    opened: many('opened'),
    attempts: many('attempt'),
    replies: {
      total: many('reply'),
      afterAttempts: tally(all('reply')),
      afterTheEnd: many('late reply'),
    },
    timeToReply: spread(all('reply')),
    ended,
    outcomes: tally(all('end')),
    attemptsPerCase:
      ended === 0 ? null : all('end').reduce((sum, { attempts = 0 }) => sum + attempts, 0) / ended,
    timeToOutcome: spread(all('end')),
    reopened,
    reopenRate: ended + reopened === 0 ? null : reopened / (ended + reopened),
    decisions: spread(all('decision')),
    undelivered: many('undelivered'),
    optOuts: many('opt-out'),
  };
}

function tally(noted: Noted[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind = '' } of noted) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function spread(noted: Noted[]): Figures['timeToReply'] {
  if (noted.length === 0) return null;
  const times = noted.map(({ ms = 0 }) => ms);
  return {
    count: times.length,
    medianMs: Math.round(quantile(times, 0.5)),
    p90Ms: Math.round(quantile(times, 0.9)),
    few: times.length < 5,
  };
}

/** Between the two nearest where it falls between two. */
function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

function weekOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("kkkk-'W'WW");
}
