import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import { type Claim, claimNew, type Wanted } from '../claims.ts';
import type { Ledger } from '../connect.ts';
import type { Intent } from '../schema.ts';
import { takeConfirmation } from './consents.ts';

/** An opt-out by text that one text may still confirm. */
export interface ToConfirm {
  optOut: string;
  address: string;
  /** The newest case of that number: in whose name it is confirmed. */
  caseId: string;
}

/**
 * Opt-outs that can be confirmed now. Left out, until they expire: numbers of no live case, numbers that have agreed
 * again or cannot be used, and all of them while texts are switched off. A carrier confirms by itself what it was told.
 */
export async function toConfirm(
  ledger: Ledger,
  given: { at: Instant; carriers: readonly string[]; limit: number },
): Promise<ToConfirm[]> {
  const at = sql`${new Date(given.at)}::timestamptz`;
  const { rows } = await sql<ToConfirm>`
    select f.opt_out as "optOut", f.address, c.id as "caseId"
    from confirmations f join words_that_hold o on o.id = f.opt_out cross join lateral (
      select k.id from cases k where k.contact ? 'phone' and k.contact ->> 'phone' = f.address and not k.rehearsal
      order by k.opened_at desc limit 1) c
    where f.used_at is null and f.until > ${at} and o.source <> all(${[...given.carriers]}::text[])
      and not exists (select from switches w where w.channel in ('text', '*'))
      and not exists (select from breakers b where b.channel = 'text' and b.state ->> 'open' is not null)
      and not exists (select from suppressions s where s.channel = 'text' and s.address = f.address)
      and not exists (select from words_that_hold y where y.address = f.address and y.given and y.channel in ('text', '*')
        and y.at > o.at)
    order by f.until limit ${given.limit}`.execute(ledger);
  return rows;
}

/** Takes the right to the one text, with the text itself. Null: somebody else has it, or it is too late. */
export async function claimConfirmation(
  ledger: Ledger,
  optOut: string,
  wanted: Wanted,
  claim: Claim,
): Promise<Intent | null> {
  return ledger.transaction().execute(async (tx) => {
    if (!(await takeConfirmation(tx, optOut, claim.at))) return null;
    const claimed = await claimNew(tx, wanted, { ...claim, state: 'sending' });
    if (!claimed) throw new Error(`the opt-out ${optOut} has a text that nobody had the right to`);
    await tx
      .updateTable('confirmations')
      .set({ intent_id: claimed.id })
      .where('opt_out', '=', optOut)
      .execute();
    return claimed;
  });
}
