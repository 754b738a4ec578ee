import type { Instant } from '../domain/program/program.ts';
import { isSuppressed, listParked, type ParkedIntent, type ParkedRow } from '../ledger/parked.ts';
import { liftSuppression } from '../ledger/suppressions.ts';
import type { Asked } from './ask.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { correctContact } from './correctContact.ts';
import { ClientError } from './errors.ts';
import { completeTask } from './tasks/complete.ts';
import { findOpenProblem } from './tasks/find.ts';

/** Something that could not be done and waits for a person's word; its case stands still. */
export interface Parked {
  /** Of the task that asks about it. */
  id: string;
  caseId: string;
  since: Instant;
  role: string;
  assignee: string | null;
  /** A word of the error table or of the gate, and the sentence that explains it. */
  reason: string;
  says: string;
  /** What it is about; null: nothing was made of it yet. */
  message: Message | null;
  /** It may have gone out: before it is sent again a person must be sure that it did not. */
  mayHaveArrived: boolean;
}

type Message = Pick<ParkedIntent, 'id' | 'verb' | 'channel' | 'name' | 'recipient' | 'subject' | 'tries'> & {
  /** The other side's own words. */
  detail: string | null;
};

export interface Release extends By {
  note: string;
  /** The person has made sure that it did not arrive: needed where it may have. */
  didNotArrive?: boolean | undefined;
  /** The address that was refused is right: it is used again, in every case. */
  addressWorks?: boolean | undefined;
}

/** What waits for a person, oldest first. */
export async function parked(
  { ledger }: Context,
  filter: {
    caseId?: string | undefined;
    after?: { at: Instant; id: string } | undefined;
    limit?: number;
  } = {},
): Promise<Parked[]> {
  return (await listParked(ledger, filter)).map(parkedOf);
}

/**
 * It is written anew and goes out, through the gate like any other: as a second try of the same attempt.
 * @throws ClientError FT-CLI-PARKED when that could make a second message, or cannot help; FT-CLI-NO-TASK,
 * FT-CLI-TASK-DONE, FT-CLI-REASON
 */
export async function releaseParked(context: Context, id: string, given: Release): Promise<Asked> {
  const row = await parkedRow(context, id, given);
  checkSure(row, given);
  const { intent } = row;
  if (intent?.verb === 'send') await mayUse(context, intent, given);
  return sendAgain(context, row, given);
}

/**
 * The contact's address is corrected, for the whole case, and the message goes there.
 * @param given.to the right address: of email an email address, of text and call a number, of the portal its id
 * @throws ClientError as `releaseParked`, and FT-CLI-CONTACT for what cannot be an address
 */
export async function editParked(
  context: Context,
  id: string,
  given: Release & { to: string },
): Promise<Asked> {
  const row = await parkedRow(context, id, given);
  const field = FIELDS[row.intent?.channel ?? channelIn(row.about)];
  if (field === undefined)
    throw new ClientError(
      'FT-CLI-PARKED',
      'it goes to no address of the contact, so there is none to correct.',
    );
  checkSure(row, given);
  await correctContact(context, row.caseId, { [field]: given.to }, { by: given.by });
  return sendAgain(context, row, given);
}

const FIELDS: Record<string, 'email' | 'phone' | 'portal'> = {
  email: 'email',
  text: 'phone',
  call: 'phone',
  portal: 'portal',
};

/** It counts as not sent, and the case goes on without it. @throws ClientError as `releaseParked` */
export async function dropParked(context: Context, id: string, given: By & { note: string }): Promise<Asked> {
  await parkedRow(context, id, given);
  return completeTask(context, id, 'leave-it-out', given);
}

async function parkedRow(context: Context, id: string, given: By & { note: string }): Promise<ParkedRow> {
  if (given.note.trim() === '') throw new ClientError('FT-CLI-REASON', 'a person says why, in a note.');
  await findOpenProblem(context, id, given);
  const [row] = await listParked(context.ledger, { task: id });
  if (row) return row;
  // Somebody has judged it between the two looks: who that was is said then.
  await findOpenProblem(context, id, given);
  throw new ClientError('FT-CLI-PARKED', 'it is of a rehearsal, or was judged just now.');
}

function checkSure({ intent }: ParkedRow, { didNotArrive }: Release): void {
  if (intent?.state === 'accepted' && !intent.undelivered)
    throw new ClientError(
      'FT-CLI-PARKED',
      'it has arrived meanwhile: answer its task with count-as-done, and nothing goes out twice.',
    );
  if (mayHaveArrived(intent) && !didNotArrive)
    throw new ClientError(
      'FT-CLI-PARKED',
      'it may have arrived. Look at the other side first, and say that it did not (didNotArrive), or drop it.',
    );
}

async function mayUse(
  { ledger }: Context,
  { channel, recipient }: ParkedIntent,
  { addressWorks, by, note }: Release,
): Promise<void> {
  if (!(await isSuppressed(ledger, channel, recipient))) return;
  if (!addressWorks)
    throw new ClientError(
      'FT-CLI-PARKED',
      'its address was refused. Correct it (edit), or say that it works again (addressWorks).',
    );
  await liftSuppression(ledger, channel, recipient, { by, because: note, at: Date.now() });
}

async function sendAgain(context: Context, row: ParkedRow, given: Release): Promise<Asked> {
  const { by, id, note, wait } = given;
  const notArrived = mayHaveArrived(row.intent) ? { notArrived: row.intent?.id } : {};
  return completeTask(context, row.task, 'try-again', { by, id, note, wait, ...notArrived });
}

function mayHaveArrived(intent: ParkedIntent | null): boolean {
  return intent?.state === 'unknown' || intent?.state === 'sending';
}

function parkedOf({ task, caseId, since, role, assignee, about, body, intent }: ParkedRow): Parked {
  const reason = about.split('@')[0] ?? about;
  return {
    id: task,
    caseId,
    since,
    role,
    assignee,
    reason,
    says: body.split('\n')[0] ?? reason,
    message: intent && messageOf(intent),
    mayHaveArrived: mayHaveArrived(intent),
  };
}

function messageOf({ id, verb, channel, name, recipient, subject, tries, detail }: ParkedIntent): Message {
  return { id, verb, channel, name, recipient, subject, tries, detail };
}

/** "address-refused@1/send-email:hello" → "email". */
function channelIn(about: string): string {
  return /\/(?:send-)?([a-z]+):/.exec(about)?.[1] ?? '';
}
