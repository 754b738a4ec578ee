import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import { MAIL_LIMITS } from '../../domain/inbound/mail/readMail.ts';
import { headOfEnvelope } from './envelope.ts';

/** A message as the server hands it out; `refused`: it is there, and the server does not, in its own words. */
export type HandedOut = { raw: Uint8Array; internalDate: unknown } | { refused: string } | null;

/** Of the account or the server, surely not of one message (RFC 5530 and what large providers say): that goes by. */
const GOES_BY = [
  'UNAVAILABLE',
  'INUSE',
  'OVERQUOTA',
  'THROTTLED',
  'AUTHENTICATIONFAILED',
  'AUTHORIZATIONFAILED',
  'EXPIRED',
  'PRIVACYREQUIRED',
  'CLOSED',
];

/**
 * The whole of a message; null: somebody has deleted it meanwhile.
 * @throws whatever says nothing of this one message: a lost connection, a folder that was closed, a server that is busy
 */
export async function wholeOf(client: ImapFlow, uid: number): Promise<HandedOut> {
  // One byte more than is read tells that it was cut off.
  const source = { start: 0, maxLength: MAIL_LIMITS.size + 1 };
  const asked = await ask(client, uid, { uid: true, internalDate: true, source });
  const message = 'refused' in asked ? false : asked.message;
  // No mail is of no bytes.
  if (message && message.source?.length) return { raw: message.source, internalDate: message.internalDate };
  const there = await client.search({ uid: String(uid) }, { uid: true });
  if (!there) throw new Error('the server does not look for messages');
  if (!there.includes(uid)) return null;
  // Exchange says OK and gives nothing where it cannot convert a message: that is not one that was deleted.
  return 'refused' in asked ? asked : { refused: 'it says that all is well, and gives nothing' };
}

/** What can be had of a message that is refused: its headers, or what the server's index has of them, or nothing. */
export async function headOf(
  client: ImapFlow,
  uid: number,
): Promise<{ raw: Uint8Array; internalDate: unknown }> {
  const asked = await ask(client, uid, { uid: true, internalDate: true, headers: true });
  const message = 'refused' in asked ? false : asked.message;
  if (message && message.headers?.length) return { raw: message.headers, internalDate: message.internalDate };
  const index = await ask(client, uid, { uid: true, internalDate: true, envelope: true });
  const listed = 'refused' in index ? false : index.message;
  const raw = listed && listed.envelope ? headOfEnvelope(listed.envelope) : new Uint8Array();
  return { raw, internalDate: listed ? listed.internalDate : undefined };
}

/** Whether the server hands out any other message of the folder: then the refusal is about the one. */
export async function handsOutAnother(client: ImapFlow, uid: number, behind: number[]): Promise<boolean> {
  const earlier = (await client.search({ uid: `1:${uid}` }, { uid: true })) || [];
  const others = [...behind.slice(0, 3), ...earlier.slice(-4), ...earlier.slice(0, 1)];
  for (const other of new Set(others.filter((each) => each !== uid))) {
    const asked = await ask(client, other, { uid: true, source: { start: 0, maxLength: 100 } });
    if (!('refused' in asked) && asked.message && asked.message.source) return true;
  }
  return false;
}

async function ask(
  client: ImapFlow,
  uid: number,
  query: FetchQueryObject,
): Promise<{ message: FetchMessageObject | false } | { refused: string }> {
  try {
    return { message: await client.fetchOne(String(uid), query, { uid: true }) };
  } catch (error) {
    const refused = refusalIn(error);
    // A server that closes the folder or the connection along with it has said nothing of the message.
    if (refused === null || !client.usable || !client.mailbox) throw error;
    return { refused };
  }
}

/** The server's words, where it answered NO or BAD and that may be about the message; null: it is another trouble. */
function refusalIn(error: unknown): string | null {
  const { responseStatus, responseText, code } = error as Record<string, unknown>;
  if ((responseStatus !== 'NO' && responseStatus !== 'BAD') || code === 'ETHROTTLE') return null;
  const said = typeof responseText === 'string' ? responseText : responseStatus;
  const goesBy = GOES_BY.includes(codeIn(error)) || /throttl|not connected/i.test(said);
  return goesBy ? null : said;
}

/** The code in brackets before the words, such as SERVERBUG. */
function codeIn(error: unknown): string {
  type Coded = { response?: { attributes?: { section?: { value?: unknown }[] }[] } };
  const value = (error as Coded).response?.attributes?.[0]?.section?.[0]?.value;
  return typeof value === 'string' ? value.toUpperCase() : '';
}
