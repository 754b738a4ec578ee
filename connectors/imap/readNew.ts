import type { ImapFlow } from 'imapflow';
import type { Position } from '../../ledger/inbox/positions.ts';
import { handsOutAnother, headOf, wholeOf } from './handedOut.ts';
import type { Refusals } from './refusals.ts';

/** A message as it was found. */
export interface FoundMail {
  /** Where the server refuses it: its headers alone, or nothing. */
  raw: Uint8Array;
  /** Names it for ever: mailbox, folder, UIDVALIDITY and UID. */
  id: string;
  /** When the server got it. */
  receivedAt: number | null;
  /** The server's words, where it has not handed out the message however often it was asked. */
  notHandedOut?: string;
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

/**
 * Reads what has come into the open folder since the last time, in the order of arrival, each message by itself: a server
 * that refuses one of several may refuse them all.
 * @throws where the server refuses a message and has not been asked often enough yet, besides all that goes wrong
 */
export async function readNew(
  client: ImapFlow,
  place: Place,
  reading: Reading,
  refusals: Refusals,
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
  for (const [at, uid] of uids.entries()) {
    if (signal.aborted) return;
    const id = `${place.mailbox}/${place.folder}/${uidValidity}/${uid}`;
    const mail = await mailOf(client, { uid, id, behind: uids.slice(at + 1) }, refusals);
    if (mail !== null) await reading.accept(mail);
    refusals.forget(id);
    lastUid = uid;
    await reading.keepPosition(place, { uidValidity, lastUid });
  }
  if (!known && uids.length === 0)
    await reading.keepPosition(place, { uidValidity, lastUid: Math.max(lastUid, mailbox.uidNext - 1) });
  if (!signal.aborted) await reading.keepRead?.(place, began);
}

async function newUids(client: ImapFlow, known: Position | null): Promise<number[]> {
  const wanted = known
    ? { uid: `${known.lastUid + 1}:*` }
    : { since: new Date(Date.now() - DAYS_BACK * DAY) };
  const found = await client.search(wanted, { uid: true });
  // A refusal of the search is none of there being nothing.
  if (!found) throw new Error('the server does not look for messages');
  // "n:*" gives the last message also when its number is lower.
  return found.filter((uid) => uid > (known?.lastUid ?? 0)).sort((a, b) => a - b);
}

/** Null: somebody has deleted it meanwhile. */
async function mailOf(
  client: ImapFlow,
  { uid, id, behind }: { uid: number; id: string; behind: number[] },
  refusals: Refusals,
): Promise<FoundMail | null> {
  const whole = await wholeOf(client, uid);
  if (whole === null) return null;
  if (!('refused' in whole)) return { id, raw: whole.raw, receivedAt: dateOf(whole) };
  const refused = refusals.count(id);
  if (!refusals.isEnough(refused, await handsOutAnother(client, uid, behind)))
    throw new Error(
      `the server does not hand out message ${uid} ("${whole.refused}"); it is asked again, and those behind it wait`,
    );
  const head = await headOf(client, uid);
  return { id, raw: head.raw, receivedAt: dateOf(head), notHandedOut: whole.refused };
}

/** What is no date, as some servers have it, is NaN. */
function dateOf({ internalDate }: { internalDate: unknown }): number | null {
  const at = new Date((internalDate as Date | string | undefined) ?? Number.NaN).getTime();
  return Number.isNaN(at) ? null : at;
}
