import { createHash } from 'node:crypto';
import { localDate } from '../../domain/calendar/localTime.ts';
import { type Classified, classifyMail, classifyPost, classifyText } from '../../domain/inbound/classify.ts';
import { isAuthentic } from '../../domain/inbound/mail/authentic.ts';
import type { AttachedFile } from '../../domain/inbound/mail/mail.ts';
import { MAIL_LIMITS, readHead, readMail } from '../../domain/inbound/mail/readMail.ts';
import { tagsIn } from '../../domain/inbound/match.ts';
import { replyTextOf } from '../../domain/inbound/replyText.ts';
import { type FoundToken, tokenIn } from '../../domain/inbound/replyToken.ts';
import { keepable, plainText } from '../../domain/messages/plain.ts';
import type { Instant } from '../../domain/program/program.ts';
import { listOptOuts } from '../../ledger/contactRules/optOuts.ts';
import { inboundRulesOf } from '../../ledger/inbox/rules.ts';
import { sameAddress } from '../../ledger/locks.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME, LONGEST_TEXT } from '../text.ts';
import type { ReceivedItem, ReceivedMail, ReceivedPost, ReceivedText } from './item.ts';
import { lookThere, sameRefused } from './notHandedOut.ts';

/** An item as it was understood, before the ledger was asked whose it is. */
export interface ReadItem {
  channel: string;
  source: string;
  eventId: string;
  via: string | null;
  receivedAt: Instant;
  address: string | null;
  subject: string | null;
  text: string;
  attachments: AttachedFile[];
  authentic: boolean;
  original: { mediaType: string; body: Buffer } | null;
  found: Classified;
  clues: { caseId: string | null; tokens: FoundToken[]; refersTo: string[]; tags: string[] };
}

const NO_CLUES = { caseId: null, tokens: [], refersTo: [], tags: [] };
const FIRST_LINES = 2_000;
/** Longer ones reach nobody, and would not go into the ledger's index. */
const LONGEST_ADDRESS = 320;

/** @throws ClientError for an item that its deliverer has not made right; never for what somebody wrote */
export async function read({ ledger }: Context, item: ReceivedItem): Promise<ReadItem> {
  for (const field of ['channel', 'source', 'eventId'] as const) checkText(item[field], field, LONGEST_NAME);
  if (isMail(item)) return readMailItem(item, (await inboundRulesOf(ledger)).trusts);
  const text = checkText(keepable(item.text), 'message', LONGEST_TEXT);
  if (isText(item)) {
    const { optOutWords } = await inboundRulesOf(ledger);
    const from = addressKept(item.from);
    const optOuts = from === null ? [] : await listOptOuts(ledger, { address: from, limit: 50 });
    const optedOut = optOuts.some(({ channel }) => channel === 'text' || channel === '*');
    const { optOutType } = item;
    const found = classifyText({ text, optOutType, optedOut, own: { optOut: optOutWords } });
    return plainItem({ ...item, text }, from, found);
  }
  if (item.caseId === undefined && item.address === undefined)
    throw new ClientError('FT-CLI-ADDRESS', 'a message that names no case needs the address it came from.');
  const address = item.address === undefined ? null : addressKept(item.address);
  const post = plainItem({ ...item, text }, address, classifyPost(text));
  return { ...post, clues: { ...NO_CLUES, caseId: item.caseId ?? null } };
}

/** In many scripts an id of a thousand characters does not go into the ledger's index. */
function indexed(eventId: string): string {
  if (Buffer.byteLength(eventId) <= LONGEST_NAME) return eventId;
  return `sha256:${createHash('sha256').update(eventId).digest('hex')}`;
}

/** As the ledger has it; null: nobody can be reached by it, so a person finds out who wrote. */
function addressKept(written: string): string | null {
  const address = sameAddress(keepable(written));
  return address.length > LONGEST_ADDRESS ? null : address;
}

export function isMail(item: ReceivedItem): item is ReceivedMail {
  return 'raw' in item;
}

function isText(item: ReceivedItem): item is ReceivedText {
  return item.channel === 'text' && 'from' in item;
}

function plainItem(item: ReceivedText | ReceivedPost, address: string | null, found: Classified): ReadItem {
  const { channel, source, eventId, text } = item;
  return {
    channel,
    source,
    eventId: indexed(eventId),
    via: null,
    receivedAt: item.receivedAt ?? Date.now(),
    address,
    subject: null,
    text,
    attachments: [],
    authentic: true,
    original: null,
    found,
    clues: NO_CLUES,
  };
}

async function readMailItem(item: ReceivedMail, trusts: string[]): Promise<ReadItem> {
  const receivedAt = item.receivedAt ?? Date.now();
  const mail = item.notHandedOut === undefined ? await readMail(item.raw) : await readHead(item.raw);
  const text = plainText(replyTextOf(mail.text));
  const envelopeFrom = item.envelope?.from;
  const found = classifyMail({ mail, text, envelopeFrom, received: localDate('UTC', receivedAt) });
  const to = [...(item.envelope?.to ?? []), ...mail.to];
  const { about } = found;
  return {
    channel: 'email',
    // Whichever way it came: the same words under the same Message-ID are one item (RPY-15).
    source: 'mail',
    eventId:
      sameRefused(item) ??
      sameMail([mail.messageId ?? '', mail.from ?? '', mail.subject, mail.text], item.raw),
    via: `${item.source}/${item.eventId}`.slice(0, LONGEST_NAME),
    receivedAt,
    address: about?.recipient ?? mail.from,
    subject: plainText(mail.subject).slice(0, 1_000),
    text: lookThere(item, mail) ?? shown(text, mail.attachments, found),
    attachments: mail.attachments.map(({ name, ...file }) => ({ name: name && plainText(name), ...file })),
    authentic: isAuthentic(mail, trusts),
    original: {
      mediaType: 'message/rfc822',
      body: Buffer.from(item.raw.subarray(0, MAIL_LIMITS.size)),
    },
    found,
    clues: {
      caseId: null,
      tokens: to.flatMap((address) => tokenIn(address) ?? []).slice(0, 20),
      refersTo: about?.messageId ? [about.messageId] : mail.refersTo,
      tags: tagsIn(mail.subject),
    },
  };
}

function sameMail(parts: string[], raw: Uint8Array): string {
  const hash = createHash('sha256');
  // Without an id of its own only the very same bytes are the same mail.
  if (parts[0] === '') return hash.update(raw).digest('hex');
  return hash.update(parts.join('\0')).digest('hex');
}

/** What staff read: what the person wrote, and that files came along, which stay in the original. */
function shown(text: string, files: AttachedFile[], found: Classified): string {
  const machine = found.bounce !== undefined || found.class === 'complaint';
  const own = machine ? text.slice(0, FIRST_LINES) : text;
  const names = files.filter(({ name }) => name !== null).map(({ name }) => plainText(name ?? ''));
  const note =
    names.length === 0 || machine ? '' : `\n\n[${names.length} attached: ${names.slice(0, 20).join(', ')}]`;
  return `${own.slice(0, LONGEST_TEXT - 5_000)}${note.slice(0, 4_000)}`;
}
