import { label } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { inboundOf } from '../../ledger/inbound.ts';
import { listPeople } from '../../ledger/people.ts';
import type { Case } from '../../ledger/schema.ts';
import { eventWords, saidWords } from '../wording.ts';
import { saidEntriesOf } from './entries.ts';
import { folded, type Line } from './folded.ts';

/** One line of what happened in a case, in words. */
export interface HistoryLine {
  at: Instant;
  /** In the zone of the case: "Mon 9 Mar 2026 09:00". */
  when: string;
  words: string;
}

/** What happens in the engine room and tells nobody anything. */
const LEFT_OUT = ['planned'];

/** Everything that happened, oldest first, with what the contact wrote and what people said. */
export async function historyOf(ledger: Ledger, row: Case): Promise<HistoryLine[]> {
  const [entries, replies, people] = await Promise.all([
    saidEntriesOf(ledger, row),
    inboundOf(ledger, row.id),
    listPeople(ledger, { all: true }),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const when = (at: Instant) => label(zoneOf(row), at);
  const lines = [
    ...entries
      .filter(({ what }) => !LEFT_OUT.includes(what))
      .map((entry) => ({
        at: entry.at,
        words: eventWords(entry) + saidWords(entry, when, names),
        ...(entry.what === 'put-off' ? { again: `${entry.about} ${entry.because}` } : {}),
      })),
    ...replies.map(({ received_at: at, channel, text }) => ({
      at,
      words: `the contact wrote (${channel}): ${text}`,
    })),
  ];
  const inOrder: Line[] = lines.toSorted((one, other) => one.at - other.at);
  return folded(inOrder, when).map(({ at, words }) => ({ at, when: when(at), words }));
}

/** The zone in which people of this case live; before it has dates, UTC. */
export function zoneOf(row: Case): string {
  return row.plan?.zone ?? 'UTC';
}
