import type { Config } from '../connectors/config/config.ts';
import type { InboundConfig } from '../connectors/config/inbound.ts';
import type { Place } from '../connectors/imap/readNew.ts';
import type { Ledger } from '../ledger/connect.ts';
import { type Feed, keepFeeds } from '../ledger/inbox/feeds.ts';
import { BOOKINGS } from './bookings.ts';
import { EVERY, LAST_WORDS, TEXTS } from './carrier/poll.ts';

/** What a folder of a mailbox is called where it is said that it is not read. */
export function mailFeed({ mailbox, folder }: Place): string {
  return `imap ${mailbox}/${folder}`;
}

/** The folders of all mailboxes. */
export function mailFeeds({ mailboxes, unreadMinutes }: InboundConfig): Feed[] {
  return mailboxes.flatMap(({ name: mailbox, folders, sweepSeconds }) =>
    folders.map((folder) => ({
      name: mailFeed({ mailbox, folder }),
      overdueMs: overdueAfter(unreadMinutes, sweepSeconds * 1_000),
    })),
  );
}

/** Says which lists of vendors are looked through from now on. */
export async function keepVendorFeeds(
  ledger: Ledger,
  { accounts, inbound: { unreadMinutes } }: Pick<Config, 'accounts' | 'inbound'>,
): Promise<void> {
  const feed = (name: string, everyMs: number): Feed => ({
    name,
    overdueMs: overdueAfter(unreadMinutes, everyMs),
  });
  const feeds = [
    ...(accounts.twilio ? [feed(TEXTS, EVERY.texts), feed(LAST_WORDS, EVERY.statuses)] : []),
    ...(accounts.acuity ? [feed(BOOKINGS, 0)] : []),
  ];
  await keepFeeds(ledger, 'vendor', feeds, Date.now());
}

/** One turn may fail, or come late. */
function overdueAfter(minutes: number, everyMs: number): number {
  return Math.max(minutes * 60_000, 2 * everyMs);
}
