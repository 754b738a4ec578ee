import { sql } from 'kysely';
import type { Made } from '../domain/messages/made.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant } from './values.ts';

/**
 * How a round of a case has reached out, oldest first, and its notes. What came back is not among it, whatever a person
 * let it count as; an email has arrived when its day without a bounce is over, a text when its carrier says so.
 */
export async function madeInRound(
  ledger: Ledger,
  { caseId, round, at }: { caseId: string; round: number; at: Instant },
): Promise<Made[]> {
  const rows = await ledger
    .selectFrom('intents as i')
    .select(['i.key', 'i.channel'])
    .select(({ eb }) => eb('i.delivered_at', '<=', instant(at)).as('arrived'))
    // A call that was put off has a task for each time.
    .select(
      sql<string | null>`(select t.option from tasks t where t.case_id = i.case_id and t.intent_id = i.id
        and t.kind = 'call' and t.option <> 'call-at' order by t.closed_at desc limit 1)`.as('result'),
    )
    .where('i.case_id', '=', caseId)
    .where('i.round', '=', round)
    .where('i.state', '=', 'accepted')
    .where('i.undelivered_at', 'is', null)
    .where((of) => of.or([of('i.attempt', '=', true), of('i.channel', '=', 'note')]))
    .orderBy('i.accepted_at')
    .orderBy('i.id')
    .execute();
  return rows.map(({ key, channel, result, arrived }) => ({
    step: key.split('/', 1).join(),
    how: channel === 'call' ? `call:${result}` : channel,
    delivered: channel === 'call' ? result !== null : arrived === true,
  }));
}
