import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import { addressesIn } from '../addresses.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/**
 * What an item of the inbox, or a reply, said was no refusal: its opt-outs hold no longer, and what held before them
 * holds again. Doing it again changes nothing.
 * @param item its id
 * @returns whom it had kept from being reached; empty: nobody
 */
export async function strikeMisread(
  ledger: Ledger,
  item: string,
  { by, at }: { by: string; at: Instant },
): Promise<{ address: string; channel: string }[]> {
  return ledger.transaction().execute(async (tx) => {
    const taken = await tx
      .selectFrom('consents')
      .select(['id', 'address', 'channel'])
      .where('inbox', '=', item)
      .where('given', '=', false)
      .execute();
    for (const { id } of taken)
      await tx
        .insertInto('misread')
        .values({ consent: id, at: instant(at), recorded_by: by })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return taken.map(({ address, channel }) => ({ address, channel }));
  });
}

/** An item of the inbox, or a reply, whose words were taken for a refusal, which holds for all. */
export interface Doubted {
  /** Its id. */
  item: string;
  /** What it said. */
  evidence: string;
}

/** What the contact of a case, or who wrote in it, said in words that were taken for a refusal; while that holds for all. */
export async function takenForRefusals(ledger: Ledger, caseId: string): Promise<Doubted[]> {
  const { rows } = await sql<Doubted>`
    select o.inbox as item, min(o.evidence) as evidence from words_that_hold o join cases c on c.id = ${caseId}
    where not o.given and starts_with(o.source, 'words:') and o.evidence is not null and o.inbox is not null
      and (o.address in (${addressesIn('c')})
        or o.address in (select i.address from inbound i where i.case_id = c.id)
        or o.inbox in (select i.id from inbound i where i.case_id = c.id))
      and not exists (select from words_that_hold y where y.address = o.address and y.channel in (o.channel, '*')
        and y.given and y.at > o.at)
    group by o.inbox order by min(o.at), o.inbox`.execute(ledger);
  return rows;
}
