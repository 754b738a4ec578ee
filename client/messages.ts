import { createHash } from 'node:crypto';
import { findCase } from '../ledger/cases.ts';
import { type NewInbound, recordInbound } from '../ledger/inbound.ts';
import type { Case } from '../ledger/schema.ts';
import { newId } from '../ledger/id.ts';
import { ask, type Asked } from './ask.ts';
import { caseNow } from './caseClock.ts';
import { addressOfReply, asWritten } from './contactRules/address.ts';
import type { Context } from './context.ts';
import { deliverSoon } from './deliver/deliver.ts';
import { ClientError } from './errors.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from './text.ts';

/** It travels to Temporal, so it must not be people's text. */
const CONDITION = /^[a-z][a-z0-9-]{0,59}$/;

export interface Reply {
  text: string;
  /** Where it came in: `portal`, `email`, `phone` … */
  channel?: string | undefined;
  /** Who delivered it, and that party's own id of the event: the same pair is one reply however often it comes. */
  source?: string | undefined;
  eventId?: string | undefined;
  /** The sender's address, where it is known. Kept in the ledger only. */
  address?: string | undefined;
  /** Who writes it down for the contact; absent: it came by itself. Not checked: no reply is turned away for it. */
  by?: string | undefined;
  /** Milliseconds to wait until the case has heard of it; absent: as long as Temporal may take. It hears of it anyway. */
  wait?: number | undefined;
}

export interface Received {
  /** The reply's id in the ledger. */
  id: string;
  /** The same event came before. */
  repeated: boolean;
  /** The case had ended: its owner gets a task, or the case opens again, as the procedure says. */
  afterEnd: boolean;
  /** False: the case is told as soon as Temporal can be reached. No contact starts meanwhile. */
  delivered: boolean;
  /** Why it has not been delivered. */
  because?: string;
}

/**
 * The contact has answered. When this returns, the reply is in the ledger and no contact starts that does not know of it.
 * @param refuses the opt-outs that are in it; its words are not read here, see receive/heard.ts
 * @throws ClientError when there is no such case; LedgerUnavailable when nothing was kept
 */
export async function reply(
  context: Context,
  caseId: string,
  given: Reply,
  refuses?: NewInbound['refuses'],
): Promise<Received> {
  const row = await existing(context, caseId);
  checkText(given.text, 'reply', LONGEST_TEXT);
  for (const field of ['channel', 'source', 'eventId', 'address', 'by'] as const) {
    checkText(given[field] ?? '', field, LONGEST_NAME);
  }
  const { channel = 'by-hand', address: from } = given;
  const address = from && (await addressOfReply(context, from, channel).catch(asWritten(from)));
  const { message, stored } = await recordInbound(context.ledger, {
    caseId,
    channel,
    source: given.source ?? 'staff',
    eventId: given.eventId ?? newId(),
    text: given.text,
    receivedAt: caseNow(row),
    recordedBy: given.by ?? null,
    refuses,
    ...(address === undefined ? {} : { address }),
  });
  if (message.case_id !== caseId) {
    throw new ClientError(
      'FT-CLI-ID-USED',
      `the event ${given.eventId} of ${given.source} is of another case.`,
    );
  }
  const { id, after_end: afterEnd, delivered_at: before } = message;
  const undelivered = before === null ? await deliverSoon(context, caseId, given.wait) : null;
  const because = undelivered ? { because: undelivered.message } : {};
  return { id, repeated: !stored, afterEnd, delivered: undelivered === null, ...because };
}

/** An event of an outside system. */
export interface Told {
  /** The system that says so. */
  source?: string | undefined;
  /** Its own id of the event, so that a repeated one counts once. */
  eventId?: string | undefined;
}

/**
 * The thing waited for happened, in the procedure's word: `case-withdrawn`. A condition that the procedure does not
 * know is kept in the timeline and changes nothing.
 */
export async function conditionMet(
  context: Context,
  caseId: string,
  given: Told & { condition: string },
): Promise<Asked> {
  await existing(context, caseId);
  if (!CONDITION.test(given.condition)) {
    throw new ClientError('FT-CLI-CONDITION', `"${given.condition}" is not the name of a condition.`);
  }
  const args = { condition: given.condition };
  return ask(context, { caseId, name: 'conditionMet', args, ...sender(given) });
}

/** The same event of the same source is one command. Hashed, because other systems' event ids can hold an address. */
export function sender({ source, eventId }: Told): { actor: string; id: string } {
  const actor = source ?? 'staff';
  if (eventId === undefined) return { actor, id: newId() };
  return { actor, id: createHash('sha256').update(`${actor}\0${eventId}`).digest('hex') };
}

/** @throws ClientError when the ledger has no such case */
export async function existing(context: Context, caseId: string): Promise<Case> {
  const row = await findCase(context.ledger, caseId);
  if (!row) throw new ClientError('FT-CLI-NO-CASE', `there is no case "${caseId}".`);
  return row;
}
