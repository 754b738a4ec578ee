import type { Logger } from 'pino';
import type { Followthrough } from '../client/index.ts';
import type { InboundConfig } from '../connectors/config/inbound.ts';
import type { FoundMail } from '../connectors/imap/readNew.ts';
import type { Patience } from '../connectors/imap/refusals.ts';
import { watchMailbox } from '../connectors/imap/watch.ts';
import { keepFeeds, markRead, markUnread } from '../ledger/inbox/feeds.ts';
import { keepPosition, positionOf } from '../ledger/inbox/positions.ts';
import { keepInboundRules } from '../ledger/inbox/rules.ts';
import { mailFeed, mailFeeds } from './feeds.ts';

export interface Mailboxes {
  /** Ends after the messages that are being read. */
  stop(): Promise<void>;
}

/**
 * Reads the configured mailboxes and hands each message to `client.receive`. Several processes may do so at once: a message
 * that both have read is one item.
 */
export async function watchMailboxes(given: {
  client: Followthrough;
  inbound: InboundConfig;
  log: Logger;
  /** With a message that the server refuses to hand out. */
  patience?: Patience;
}): Promise<Mailboxes> {
  const { client, inbound, log, patience } = given;
  const { ledger } = client;
  await keepInboundRules(ledger, inbound.rules, 'configuration', Date.now());
  await keepFeeds(ledger, 'mailbox', mailFeeds(inbound), Date.now());
  const accept = async ({ raw, id, receivedAt, notHandedOut }: FoundMail) => {
    const at = receivedAt === null ? {} : { receivedAt: Math.min(receivedAt, Date.now()) };
    const mail = { channel: 'email', source: 'imap', eventId: id, raw, notHandedOut } as const;
    const taken = await client.receive({ ...mail, ...at });
    log.info(
      { item: taken.id, class: taken.class, did: taken.did, repeated: taken.repeated },
      'a mail came in',
    );
  };
  const watchers = inbound.mailboxes.map((settings) =>
    watchMailbox(settings, {
      accept,
      patience,
      positionOf: ({ mailbox, folder }) => positionOf(ledger, mailbox, folder),
      keepPosition: ({ mailbox, folder }, position) =>
        keepPosition(ledger, mailbox, folder, position, Date.now()),
      keepRead: (place, at) => markRead(ledger, mailFeed(place), at),
      onState(state) {
        if (state.connected) return log.info(state, 'the mailbox is watched');
        log.warn(state, 'the mailbox is away');
        // Without the ledger nothing can be read either, and /health says that by itself.
        markUnread(ledger, mailFeed(state), state.because ?? 'it is away').catch(() => undefined);
      },
    }),
  );
  return {
    async stop() {
      await Promise.all(watchers.map((watcher) => watcher.stop()));
    },
  };
}
