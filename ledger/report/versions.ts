import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';

/** The files of a procedure that cases ran on; the same version number can stand for several. */
export interface UsedVersion {
  hash: string;
  version: number;
  firstOpened: Instant;
  lastOpened: Instant;
  /** Cases that are open now, and decisions that wait in them. */
  openNow: number;
  decisionsNow: number;
}

/** All that cases of a procedure ran on, in the order in which they came into use. */
export async function usedVersions(ledger: Ledger, procedure: string): Promise<UsedVersion[]> {
  const { rows } = await sql<UsedVersion>`
    select c.hash, p.version, min(c.opened_at) as "firstOpened", max(c.opened_at) as "lastOpened",
      count(*) filter (where c.status <> 'closed')::int as "openNow",
      coalesce(max(d.waiting), 0)::int as "decisionsNow"
    from cases c join procedures p on p.hash = c.hash
    left join (
      select o.hash, count(*) as waiting from tasks t join cases o on o.id = t.case_id
      where t.kind = 'decision' and t.state = 'open' and o.procedure = ${procedure} and not o.rehearsal
      group by o.hash
    ) d on d.hash = c.hash
    where c.procedure = ${procedure} and not c.rehearsal
    group by c.hash, p.version
    order by min(c.opened_at), c.hash`.execute(ledger);
  return rows;
}

/** The zone of the newest dates that were planned for a procedure: known also when its files are gone. */
export async function zoneUsed(ledger: Ledger, procedure: string): Promise<string | null> {
  const { rows } = await sql<{ zone: string }>`
    select plan ->> 'zone' as zone from cases
    where procedure = ${procedure} and not rehearsal and plan is not null
    order by opened_at desc limit 1`.execute(ledger);
  return rows[0]?.zone ?? null;
}
