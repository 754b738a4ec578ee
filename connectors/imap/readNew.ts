import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { MAIL_LIMITS } from '../../domain/inbound/mail/readMail.ts';
import type { Position } from '../../ledger/inbox/positions.ts';

/** A message as it was found. */
export interface FoundMail {
  raw: Uint8Array;
  /** Names it for ever: mailbox, folder, UIDVALIDITY and UID. */
  id: string;
  /** When the server got it. */
  receivedAt: number | null;
}

export interface Place {
  mailbox: string;
  folder: string;
}

export interface Reading {
  /** Keeps one message. It may get one again that it has had; when it throws, the message is brought again. */
  accept: (mail: FoundMail) => Promise<unknown>;
  positionOf: (place: Place) => Promise<Position | undefined>;
  keepPosition: (place: Place, position: Position) => Promise<void>;
  /** Everything that was in the folder at this moment has been accepted. */
  keepRead?: (place: Place, at: number) => Promise<void>;
}

/** Where nothing is known of a folder yet, or its numbers are new, messages of these days are read; known ones are told apart. */
const DAYS_BACK = 14;
const DAY = 86_400_000;
/** Messages that are asked for at once: their sizes must not fill the memory. */
const AT_ONCE = 20;

/** Reads what has come into the open folder since the last time, in the order of arrival. */
export async function readNew(
  client: ImapFlow,
  place: Place,
  reading: Reading,
  signal: AbortSignal,
): Promise<void> {
  const { mailbox } = client;
  if (!mailbox) throw new Error('no folder is open');
  const began = Date.now();
  const uidValidity = String(mailbox.uidValidity);
  const before = await reading.positionOf(place);
  const known = before?.uidValidity === uidValidity ? before : null;
  let lastUid = known?.lastUid ?? 0;
  const uids = await newUids(client, known);
  for (let from = 0; from < uids.length && !signal.aborted; from += AT_ONCE) {
    const some = uids.slice(from, from + AT_ONCE);
    const sizes = await client.fetchAll(
      some.join(','),
      { uid: true, size: true, internalDate: true },
      { uid: true },
    );
    for (const found of sizes.sort((a, b) => a.uid - b.uid)) {
      if (signal.aborted) return;
      await acceptOne(client, place, uidValidity, found, reading);
      lastUid = found.uid;
      await reading.keepPosition(place, { uidValidity, lastUid });
    }
  }
  if (!known && uids.length === 0)
    await reading.keepPosition(place, { uidValidity, lastUid: Math.max(lastUid, mailbox.uidNext - 1) });
  if (!signal.aborted) await reading.keepRead?.(place, began);
}

async function newUids(client: ImapFlow, known: Position | null): Promise<number[]> {
  const wanted = known
    ? { uid: `${known.lastUid + 1}:*` }
    : { since: new Date(Date.now() - DAYS_BACK * DAY) };
  const found = (await client.search(wanted, { uid: true })) || [];
  // "n:*" gives the last message also when its number is lower.
  return found.filter((uid) => uid > (known?.lastUid ?? 0)).sort((a, b) => a - b);
}

async function acceptOne(
  client: ImapFlow,
  { mailbox, folder }: Place,
  uidValidity: string,
  found: FetchMessageObject,
  reading: Reading,
): Promise<void> {
  // One byte more than is read tells that it was cut off.
  const source = { start: 0, maxLength: MAIL_LIMITS.size + 1 };
  const message = await client.fetchOne(String(found.uid), { uid: true, source }, { uid: true });
  // Somebody has deleted it meanwhile.
  if (!message || !message.source) return;
  // What is no date, as some servers have it, is NaN.
  const receivedAt = new Date(found.internalDate ?? Number.NaN).getTime();
  await reading.accept({
    raw: message.source,
    id: `${mailbox}/${folder}/${uidValidity}/${found.uid}`,
    receivedAt: Number.isNaN(receivedAt) ? null : receivedAt,
  });
}
