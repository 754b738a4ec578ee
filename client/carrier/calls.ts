import { callInWords, type SuggestedOutcome, suggestedOutcome } from '../../domain/carrier/calls.ts';
import type { Instant } from '../../domain/program/program.ts';
import {
  askForCall,
  callsOfTask,
  connectCall,
  endCall,
  findCall,
  keepAnsweredBy,
  type PhoneCall,
} from '../../ledger/carrier/calls.ts';
import { findCase } from '../../ledger/cases.ts';
import { addressesOfCase } from '../../ledger/contactRules/person.ts';
import { findIntent } from '../../ledger/intents.ts';
import { lockForContact, unlockContact } from '../../ledger/locks.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { findPerson } from '../../ledger/people.ts';
import type { Task } from '../../ledger/schema.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { whoActs } from '../acting.ts';
import { mayContact } from '../contactRules/mayContact.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { openTask } from '../tasks/find.ts';

/** A call as staff see it. What a machine saw is a suggestion and never the task's outcome. */
export interface CallMade {
  id: string;
  by: string;
  state: PhoneCall['state'];
  at: Instant;
  /** How it ended, in words; null while it lasts. */
  says: string | null;
  /** Why the contact was not rung. */
  because: string | null;
  seconds: number | null;
  suggests: SuggestedOutcome;
}

/**
 * Asks for a call of a task to be put through: a worker rings the person's own number, and the contact when a key is
 * pressed. The gate is asked now, before the person is rung, and again before the contact is.
 * @throws ClientError FT-CLI-NO-TASK, FT-CLI-TASK-DONE, FT-CLI-ACTOR; FT-CLI-CALL where this task, person or moment is not
 * one for a call
 */
export async function callForTask(
  context: Context,
  taskId: string,
  { by, id }: Pick<By, 'by' | 'id'>,
): Promise<{ id: string }> {
  const { ledger } = context;
  const known = id === undefined ? undefined : await findCall(ledger, id);
  if (known && known.task_id !== taskId)
    throw new ClientError('FT-CLI-ID-USED', `"${known.id}" was a call of another task.`);
  if (known) return { id: known.id };
  const task = await openTask(context, taskId, { by });
  const actor = await whoActs(ledger, by);
  const staffNumber = (await findPerson(ledger, actor.id))?.number ?? null;
  if (staffNumber === null)
    throw new ClientError('FT-CLI-CALL', `${actor.name} has no telephone number that could be rung.`);
  const { toNumber, row } = await whomToCall(ledger, task);
  if (row.rehearsal) throw new ClientError('FT-CLI-CALL', 'a rehearsal calls nobody.');
  const calls = await callsOfTask(ledger, task.id);
  if (calls.some(({ state, asked_at: asked }) => Date.now() - asked < LASTS[state]))
    throw new ClientError('FT-CLI-CALL', 'a call of this task is under way.');
  const no = await refusalToCall(ledger, task, { toNumber, by: actor.id });
  if (no !== null) throw new ClientError('FT-CLI-CALL', no);
  const plain = { id, taskId: task.id, caseId: task.case_id, by: actor.id, toNumber };
  return { id: await askForCall(ledger, { ...plain, staffNumber: digits(staffNumber), at: Date.now() }) };
}

/** After so long, in milliseconds, a call of which nothing more was heard is over. */
const LASTS: Record<PhoneCall['state'], number> = {
  asked: 2 * 60_000,
  'ringing-staff': 2 * 60_000,
  connecting: 2 * 3_600_000,
  ended: 0,
};

/** What was seen of the calls of a task, oldest first. */
export async function taskCalls({ ledger }: Context, taskId: string): Promise<CallMade[]> {
  return (await callsOfTask(ledger, taskId)).map((call) => {
    const { id, by, state, asked_at: at, because, seconds } = call;
    const end = call.result === null ? null : { result: call.result, answeredBy: call.answered_by };
    const says = end && callInWords(end);
    return { id, by, state, at, says, because, seconds, suggests: end && suggestedOutcome(end) };
  });
}

/**
 * The person has picked up and pressed a key: may the contact be rung now? True once for a call. Asked while news about
 * the case and its contact waits, so that none comes between the answer and the ringing.
 */
export async function connectToContact(
  context: Context,
  callId: string,
): Promise<{ connect: true; toNumber: string } | { connect: false; because: string }> {
  const call = await findCall(context.ledger, callId);
  const task = call && (await findTaskById(context.ledger, call.task_id));
  if (!call || !task) return { connect: false, because: 'There is no such call.' };
  const row = await findCase(context.ledger, call.case_id);
  const addresses = row ? addressesOfCase(row) : [];
  return context.ledger.connection().execute(async (connection) => {
    try {
      await lockForContact(connection, { caseId: call.case_id, address: call.to_number, addresses });
      const no = await refusalToCall(connection, task, { toNumber: call.to_number, by: call.by });
      const at = Date.now();
      if (no !== null) {
        await endCall(connection, { id: callId, result: 'refused', because: no, at });
        return { connect: false, because: no };
      }
      if (await connectCall(connection, callId, at)) return { connect: true, toNumber: call.to_number };
      return { connect: false, because: 'This call has been put through already.' };
    } finally {
      await unlockContact(connection).catch(() => undefined);
    }
  });
}

/** Why the contact of a task must not be rung now, in a sentence; null: they may be. */
export async function refusalToCall(
  ledger: Ledger,
  task: Task,
  { toNumber, by }: { toNumber: string; by: string },
): Promise<string | null> {
  const now = await findTaskById(ledger, task.id);
  if (now?.state !== 'open') return 'The task is done, or no longer needed.';
  const { round, pass, key } = await findIntent(ledger, task.intent_id ?? '');
  const work = { round, pass, key };
  const answer = await mayContact(ledger, {
    caseId: task.case_id,
    channel: 'call',
    address: toNumber,
    work,
    by,
  });
  return answer.allowed ? null : (answer.says ?? 'The contact rules say no.');
}

async function whomToCall(ledger: Ledger, task: Task) {
  const row = await findCase(ledger, task.case_id);
  if (task.kind !== 'call' || task.intent_id === null || !row)
    throw new ClientError('FT-CLI-CALL', `"${task.title}" is no task to call somebody.`);
  // The number of the contact as it is now: it may have been corrected since the task was made.
  const toNumber = row.contact.phone;
  if (toNumber === undefined) throw new ClientError('FT-CLI-CALL', 'the contact has no telephone number.');
  return { toNumber: digits(toNumber), row };
}

const digits = (number: string) => `+${number.replace(/\D/g, '')}`;

/** Who picked up, as far as a machine can tell: human, machine, fax or unknown. */
export async function callAnsweredBy({ ledger }: Context, callId: string, answeredBy: string): Promise<void> {
  await keepAnsweredBy(ledger, callId, answeredBy);
}

/** The contact's end of a call is over. Kept for staff, who say what came of it. */
export async function callEnded(
  { ledger }: Context,
  callId: string,
  { result, seconds }: { result: string; seconds: number | null },
): Promise<void> {
  await endCall(ledger, { id: callId, result, seconds, at: Date.now() });
}

/** The call to the person who calls is over: without a contact rung, that is how it ended. */
export async function callToStaffEnded({ ledger }: Context, callId: string, status: string): Promise<void> {
  const call = await findCall(ledger, callId);
  if (!call || !OVER.includes(status) || call.state === 'ended') return;
  // The contact's own end mostly comes a moment before; a person who hangs up first leaves none.
  if (call.state === 'connecting') {
    await endCall(ledger, {
      id: callId,
      result: status === 'completed' ? 'canceled' : status,
      at: Date.now(),
    });
    return;
  }
  const result = status === 'completed' ? 'no-key-pressed' : 'staff-did-not-answer';
  await endCall(ledger, { id: callId, result, at: Date.now() });
}

const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];
