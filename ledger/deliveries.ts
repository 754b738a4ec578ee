import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { Command, InboundMessage } from './schema.ts';
import { instant } from './values.ts';

/** Temporal carries the case from now on. */
export async function markStarted(ledger: Ledger, caseId: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('cases')
    .set({ started_at: instant(at) })
    .where('id', '=', caseId)
    .where('started_at', 'is', null)
    .execute();
}

/** The workflow knows of the reply, or the reply has become a task. */
export async function markInboundDelivered(ledger: Ledger, id: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('inbound')
    .set({ delivered_at: instant(at) })
    .where('id', '=', id)
    .where('delivered_at', 'is', null)
    .execute();
}

/** The case had ended when the reply came. */
export async function markAfterEnd(ledger: Ledger, id: string): Promise<void> {
  await ledger.updateTable('inbound').set({ after_end: true }).where('id', '=', id).execute();
}

/** Cases of which Temporal has yet to hear something, by id. `after` is the last of the page before. */
export async function pendingCases(
  ledger: Ledger,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id from cases where started_at is null
      union
      select case_id from inbound where delivered_at is null and case_id is not null
      union
      select case_id from commands where answered_at is null
    ) as pending
    where id > ${after ?? ''} order by id limit ${limit}`.execute(ledger);
  return rows.map((row) => row.id);
}

/** What a case's workflow has yet to hear, each list oldest first. */
export async function pendingOf(
  ledger: Ledger,
  caseId: string,
): Promise<{ inbound: InboundMessage[]; commands: Command[] }> {
  const inbound = await ledger
    .selectFrom('inbound')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('delivered_at', 'is', null)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  const commands = await ledger
    .selectFrom('commands')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('answered_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return { inbound, commands };
}

/** Whether the case has dealt with this reply before: what was delivered twice is one reply (MSG-4). */
export async function knowsOfReply(ledger: Ledger, caseId: string, reply: string): Promise<boolean> {
  const found = await ledger
    .selectFrom('timeline')
    .select('id')
    .where('case_id', '=', caseId)
    .where('about', '=', reply)
    .where('what', 'in', ['replied', 'replied-after-the-end'])
    .limit(1)
    .execute();
  return found.length > 0;
}

/** Another person's answer to the same task that was taken, or is on its way: the first one. */
export async function otherAnswer(
  ledger: Ledger,
  { caseId, task, not }: { caseId: string; task: string; not: string },
): Promise<Command | undefined> {
  return ledger
    .selectFrom('commands')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('name', 'in', ['completeTask', 'decide', 'managerApproved', 'managerDeclined'])
    .where(sql`args->>'task'`, '=', task)
    .where('id', '!=', not)
    .where('error', 'is', null)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
}
