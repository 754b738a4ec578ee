import { sql } from 'kysely';
import type { NoReason } from '../../domain/contactRules/consent.ts';
import { PURPOSES, type Purpose } from '../../domain/contactRules/contactRules.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';

/** An opt-out that holds. */
export interface OptOut {
  id: string;
  address: string;
  /** `*`: every channel of the address. */
  channel: string;
  /** Null: everything, except what was agreed to later. */
  purpose: Purpose | null;
  reason: NoReason;
  source: string;
  /** What was said, or where that is. */
  evidence: string | null;
  /** The item of the inbox, or the reply, whose words were taken for it; may have been misread. Null: said otherwise. */
  inbox: string | null;
  at: Instant;
  recordedBy: string;
  /** What has been agreed to again since, on this channel. */
  agreedSince: Purpose[];
}

/** Opt-outs that hold for something still, newest first. `before` is the id of the last one of the page before. */
export async function listOptOuts(
  ledger: Ledger,
  given: { address?: string | undefined; limit: number; before?: string | undefined },
): Promise<OptOut[]> {
  const { address = null, limit, before = null } = given;
  const { rows } = await sql<OptOut>`
    select o.id, o.address, o.channel, o.purpose, o.reason, o.source, o.evidence, o.inbox, o.at, o.recorded_by as "recordedBy",
      a.purposes as "agreedSince"
    from words_that_hold o cross join lateral (
      select coalesce(json_agg(distinct y.purpose), '[]') as purposes, count(distinct y.purpose) as many
      from words_that_hold y where y.address = o.address and y.channel in (o.channel, '*') and y.given and y.at > o.at
        and (o.purpose is null or y.purpose = o.purpose)
        and (y.expires_at is null or y.expires_at > now())) a
    where not o.given and (${address}::text is null or o.address = ${address})
      and (${before}::text is null or o.id < ${before})
      and a.many < case when o.purpose is null then ${PURPOSES.length}::int else 1 end
      and not exists (select from words_that_hold l where l.address = o.address and l.channel = o.channel and not l.given
        and l.purpose is not distinct from o.purpose and (l.at, l.id) > (o.at, o.id))
    order by o.id desc limit ${limit}`.execute(ledger);
  return rows;
}
