import type { Instant } from '../domain/program/program.ts';
import { isSuppressed, listParked, type ParkedIntent, type ParkedRow } from '../ledger/parked.ts';
import type { Asked } from './ask.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { checkedCorrections } from './correctContact.ts';
import type { ParkedEffects } from './deliver/parkedEffects.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { type NewWords, wordsFor } from './parkedWords.ts';
import { completeTask } from './tasks/complete.ts';
import { answeredBefore, findOpenProblem } from './tasks/find.ts';

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

type Message = Pick<
  ParkedIntent,
  'id' | 'verb' | 'channel' | 'name' | 'recipient' | 'subject' | 'text' | 'tries'
> & {
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
  return judged(context, id, 'try-again', given, async (row) => {
    checkSure(row, given);
    return { lifts: row.intent?.verb === 'send' ? await mayUse(context, row.intent, given) : undefined };
  });
}

/** What is to be changed of a message before it goes out again. */
export interface Edit extends Release, NewWords {
  /** The right address, for the whole case: of email an email address, of text and call a number, of the portal its id. */
  to?: string | undefined;
}

/**
 * The message goes out again, to another address or in other words.
 * @throws ClientError as `releaseParked`; FT-CLI-CONTACT for what cannot be an address; FT-CLI-PARKED for words that are not
 * for a person to change
 */
export async function editParked(context: Context, id: string, given: Edit): Promise<Asked> {
  const { to, subject, text } = given;
  const rewrites = subject !== undefined || text !== undefined;
  if (to === undefined && !rewrites)
    throw new ClientError('FT-CLI-PARKED', 'say what to change: its address (to), or its subject and text.');
  return judged(context, id, 'try-again', given, async (row) => {
    const { intent } = row;
    const field = FIELDS[intent?.channel ?? channelIn(row.about)];
    if (to !== undefined && field === undefined)
      throw new ClientError(
        'FT-CLI-PARKED',
        'it goes to no address of the contact, so there is none to correct.',
      );
    checkSure(row, given);
    return {
      lifts: to === undefined && intent?.verb === 'send' ? await mayUse(context, intent, given) : undefined,
      words: rewrites ? await wordsFor(context, row, given) : undefined,
      corrects:
        to !== undefined && field !== undefined ? await corrected(context, row, field, to) : undefined,
    };
  });
}

async function corrected(
  context: Context,
  { caseId }: ParkedRow,
  field: 'email' | 'phone' | 'portal',
  to: string,
): Promise<ParkedEffects['corrects']> {
  const after = checkedCorrections({ [field]: to })[field];
  if (after === undefined || after === null) throw new Error(`${field} was checked away`);
  const { contact } = await existing(context, caseId);
  return { field, before: contact[field] ?? null, after };
}

const FIELDS: Record<string, 'email' | 'phone' | 'portal'> = {
  email: 'email',
  text: 'phone',
  call: 'phone',
  portal: 'portal',
};

/** It counts as not sent, and the case goes on without it. @throws ClientError as `releaseParked` */
export async function dropParked(context: Context, id: string, given: By & { note: string }): Promise<Asked> {
  return judged(context, id, 'leave-it-out', given, async () => ({}));
}

/**
 * A person's word about what is parked. Whatever it changes is written down with the word itself, and undone if that is not
 * taken, so that nothing of it stays behind. The same request again gets its first answer.
 */
async function judged(
  context: Context,
  id: string,
  option: 'try-again' | 'leave-it-out',
  given: Release,
  changesOf: (row: ParkedRow) => Promise<ParkedEffects>,
): Promise<Asked> {
  if (given.note.trim() === '') throw new ClientError('FT-CLI-REASON', 'a person says why, in a note.');
  const before = await answeredBefore(context, await findOpenProblem(context, id, given), option, given);
  if (before) return before;
  const row = await parkedRow(context, id, given);
  const changes = await changesOf(row);
  const { by, id: request, note, wait } = given;
  const sure = option === 'try-again' && mayHaveArrived(row.intent);
  const notArrived = sure ? { notArrived: row.intent?.id } : {};
  return completeTask(context, id, option, { by, id: request, note, wait, changes, ...notArrived });
}

async function parkedRow(context: Context, id: string, given: By): Promise<ParkedRow> {
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
  { addressWorks, note }: Release,
): Promise<ParkedEffects['lifts']> {
  if (!(await isSuppressed(ledger, channel, recipient))) return undefined;
  if (!addressWorks)
    throw new ClientError(
      'FT-CLI-PARKED',
      'its address was refused. Correct it (edit, to), or say that it works again (addressWorks).',
    );
  return { channel, address: recipient, because: note };
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

function messageOf({
  id,
  verb,
  channel,
  name,
  recipient,
  subject,
  text,
  tries,
  detail,
}: ParkedIntent): Message {
  return { id, verb, channel, name, recipient, subject, text, tries, detail };
}

/** "address-refused@1/send-email:hello" → "email". */
function channelIn(about: string): string {
  return /\/(?:send-)?([a-z]+):/.exec(about)?.[1] ?? '';
}
