import { createHash } from 'node:crypto';
import { plainText } from '../../domain/messages/plain.ts';
import type { ReceivedMail } from './item.ts';

/**
 * What tells a mail that its server does not hand out from all others: where it lies. Its headers do not, because the same
 * mail may be handed out one day, and is news then. Null: it was handed out.
 */
export function sameRefused({ notHandedOut, source, eventId }: ReceivedMail): string | null {
  if (notHandedOut === undefined) return null;
  return createHash('sha256').update(['not handed out', source, eventId].join('\0')).digest('hex');
}

/** What staff read in place of such a mail: what is known of it, and where it lies. Null: it was handed out. */
export function lookThere(
  { notHandedOut, eventId }: ReceivedMail,
  known: { from: string | null; subject: string } | null,
): string | null {
  if (notHandedOut === undefined) return null;
  const from = known?.from ? ` from ${known.from}` : '';
  const subject = plainText(known?.subject ?? '').slice(0, 300);
  const about = subject === '' ? '' : `, subject “${subject}”`;
  const where = plainText(eventId).slice(0, 500);
  const said = plainText(notHandedOut).slice(0, 300);
  return `[An email${from}${about} lies in the mailbox, and its server does not hand it out: “${said}”. Nobody knows what it says: please look for it there (${where}: mailbox, folder, and its numbers) and read it.]`;
}
