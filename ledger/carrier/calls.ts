import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { instant } from '../values.ts';
import type { PhoneCalls } from './rows.ts';

export type PhoneCall = Selectable<PhoneCalls>;

export interface NewCall {
  /** The caller's own id of the request; absent: it has none. */
  id?: string | undefined;
  taskId: string;
  caseId: string;
  by: string;
  staffNumber: string;
  toNumber: string;
  at: Instant;
}

/** Somebody wants to be put through; the same id asks once. */
export async function askForCall(ledger: Ledger, call: NewCall): Promise<string> {
  const { id = newId() } = call;
  await ledger
    .insertInto('phone_calls')
    .values({
      id,
      task_id: call.taskId,
      case_id: call.caseId,
      by: call.by,
      staff_number: call.staffNumber,
      to_number: call.toNumber,
      state: 'asked',
      asked_at: instant(call.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

export async function findCall(ledger: Ledger, id: string): Promise<PhoneCall | undefined> {
  return ledger.selectFrom('phone_calls').selectAll().where('id', '=', id).executeTakeFirst();
}

/** All calls about a task, oldest first. */
export async function callsOfTask(ledger: Ledger, taskId: string): Promise<PhoneCall[]> {
  return ledger
    .selectFrom('phone_calls')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

/** The calls that nobody has dialled yet, oldest first. */
export async function askedCalls(ledger: Ledger): Promise<PhoneCall[]> {
  return ledger
    .selectFrom('phone_calls')
    .selectAll()
    .where('state', '=', 'asked')
    .orderBy('asked_at')
    .limit(20)
    .execute();
}

/** Takes the right to dial it: true for one program, once. */
export async function takeCall(ledger: Ledger, id: string, at: Instant): Promise<boolean> {
  const taken = await ledger
    .updateTable('phone_calls')
    .set({ state: 'ringing-staff', dialled_at: instant(at) })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

export async function keepCallId(ledger: Ledger, id: string, providerId: string): Promise<void> {
  await ledger.updateTable('phone_calls').set({ provider_id: providerId }).where('id', '=', id).execute();
}

/** The contact is dialled from now on: true once. */
export async function connectCall(ledger: Ledger, id: string, at: Instant): Promise<boolean> {
  const taken = await ledger
    .updateTable('phone_calls')
    .set({ state: 'connecting', connected_at: instant(at) })
    .where('id', '=', id)
    .where('state', '=', 'ringing-staff')
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Who took the call, as far as a machine can tell. */
export async function keepAnsweredBy(ledger: Ledger, id: string, answeredBy: string): Promise<void> {
  await ledger
    .updateTable('phone_calls')
    .set({ answered_by: answeredBy.slice(0, 50) })
    .where('id', '=', id)
    .execute();
}

/** How it ended: the first word stands. */
export async function endCall(
  ledger: Ledger,
  call: { id: string; result: string; because?: string | null; seconds?: number | null; at: Instant },
): Promise<boolean> {
  const ended = await ledger
    .updateTable('phone_calls')
    .set({
      state: 'ended',
      result: call.result.slice(0, 50),
      because: call.because?.slice(0, 500) ?? null,
      seconds: call.seconds ?? null,
      ended_at: instant(call.at),
    })
    .where('id', '=', call.id)
    .where('state', '<>', 'ended')
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}
