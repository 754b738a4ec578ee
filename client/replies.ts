import { sameAddress } from '../ledger/locks.ts';
import { type NewInbound, recordInbound } from '../ledger/inbound.ts';
import { newId } from '../ledger/id.ts';
import {
  assignInbound,
  findInbound,
  pausedByIt,
  type Unassigned,
  unassignedReplies,
} from '../ledger/unassigned.ts';
import { whoActs, whoActsIn } from './acting.ts';
import { type By, resume } from './commands.ts';
import { addressOfReply, asWritten } from './contactRules/address.ts';
import type { Context } from './context.ts';
import { deliverSoon } from './deliver/deliver.ts';
import { ClientError } from './errors.ts';
import { existing, type Reply } from './messages.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from './text.ts';

/** What a reply is assigned to that belongs to no case. */
export const NO_CASE = 'none';

export interface ReceivedFrom {
  /** The reply's id in the ledger. */
  id: string;
  /** The same event came before. */
  repeated: boolean;
}

export interface AssignedReply {
  id: string;
  /** False: the case hears of it as soon as Temporal can be reached. No contact starts in it meanwhile. */
  delivered: boolean;
  because?: string;
  /** Other cases that stood still because of it, and go on. */
  resumed: string[];
}

/**
 * Somebody has answered, and only the address is known. When this returns, the reply is in the ledger, and nothing goes to
 * that address and no case that waits on it does anything irreversible, until a person has assigned it.
 * @param refuses the opt-outs that are in it; its words are not read here, see receive/heard.ts
 * @throws ClientError FT-CLI-ADDRESS, FT-CLI-TEXT; LedgerUnavailable when nothing was kept
 */
export async function replyFrom(
  context: Context,
  given: Reply & { address: string },
  refuses?: NewInbound['refuses'],
): Promise<ReceivedFrom> {
  checkText(given.text, 'reply', LONGEST_TEXT);
  for (const field of ['channel', 'source', 'eventId', 'address', 'by'] as const) {
    checkText(given[field] ?? '', field, LONGEST_NAME);
  }
  if (sameAddress(given.address) === '') throw new ClientError('FT-CLI-ADDRESS', 'the address is empty.');
  const channel = given.channel ?? 'by-hand';
  // What came in by itself is kept wherever it came from; whoever delivers a reply is turned away before, by receive/heard.ts.
  const address = await addressOfReply(context, given.address, channel).catch(asWritten(given.address));
  const { message, stored } = await recordInbound(context.ledger, {
    caseId: null,
    channel,
    source: given.source ?? 'staff',
    eventId: given.eventId ?? newId(),
    address,
    text: given.text,
    receivedAt: Date.now(),
    recordedBy: given.by ?? null,
    refuses,
  });
  return { id: message.id, repeated: !stored };
}

/** Replies that nobody has assigned, oldest first, each with the open cases that it pauses. */
export async function replies(
  { ledger }: Context,
  filter: { after?: string | undefined; limit?: number | undefined } = {},
): Promise<Unassigned[]> {
  return unassignedReplies(ledger, filter);
}

/**
 * A person says which case a reply belongs to. That case is answered, as by any reply; the others that it paused go on.
 * @param to id of the case, or `none`: it belongs to no case
 * @throws ClientError FT-CLI-NO-REPLY when there is no such reply, or somebody was first
 */
export async function assignReply(
  context: Context,
  id: string,
  to: string,
  given: Pick<By, 'by'>,
): Promise<AssignedReply> {
  const { ledger } = context;
  const row = to === NO_CASE ? null : await existing(context, to);
  const { id: by } = row ? await whoActsIn(ledger, row, given.by) : await whoActs(ledger, given.by);
  const assigned = await assignInbound(ledger, { id, caseId: row?.id ?? null, by, at: Date.now() });
  if (!assigned) throw await notToAssign(context, id);
  const undelivered = row ? await deliverSoon(context, row.id) : null;
  const resumed = await goOn(context, id, by);
  const because = undelivered ? { because: undelivered.message } : {};
  return { id, delivered: undelivered === null, ...because, resumed };
}

/** What was about somebody else is no answer in these. */
async function goOn(context: Context, reply: string, by: string): Promise<string[]> {
  const resumed: string[] = [];
  for (const caseId of await pausedByIt(context.ledger, reply)) {
    try {
      await resume(context, caseId, { by });
      resumed.push(caseId);
    } catch (error) {
      // Somebody was first there.
      if (!(error instanceof ClientError && error.refusal !== null)) throw error;
    }
  }
  return resumed;
}

async function notToAssign({ ledger }: Context, id: string): Promise<ClientError> {
  const found = await findInbound(ledger, id);
  if (!found) return new ClientError('FT-CLI-NO-REPLY', `there is no reply "${id}".`);
  const by = found.assigned_by ? ` by ${found.assigned_by}` : '';
  const to = found.case_id ? `to ${found.case_id}` : 'to no case';
  return new ClientError('FT-CLI-NO-REPLY', `the reply "${id}" is assigned already, ${to}${by}.`);
}
