import type { Logger } from 'pino';
import type { Followthrough } from '../client/index.ts';
import type { InboundConfig } from '../connectors/config/inbound.ts';
import type { FoundMail } from '../connectors/imap/readNew.ts';
import { watchMailbox } from '../connectors/imap/watch.ts';
import { keepFeeds, markRead } from '../ledger/inbox/feeds.ts';
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
}): Promise<Mailboxes> {
  const { client, inbound, log } = given;
  const { ledger } = client;
  await keepInboundRules(ledger, inbound.rules, 'configuration', Date.now());
  await keepFeeds(ledger, 'mailbox', mailFeeds(inbound), Date.now());
  const accept = async ({ raw, id, receivedAt }: FoundMail) => {
    const at = receivedAt === null ? {} : { receivedAt: Math.min(receivedAt, Date.now()) };
    const taken = await client.receive({ channel: 'email', source: 'imap', eventId: id, raw, ...at });
    log.info(
      { item: taken.id, class: taken.class, did: taken.did, repeated: taken.repeated },
      'a mail came in',
    );
  };
  const watchers = inbound.mailboxes.map((settings) =>
    watchMailbox(settings, {
      accept,
      positionOf: ({ mailbox, folder }) => positionOf(ledger, mailbox, folder),
      keepPosition: ({ mailbox, folder }, position) =>
        keepPosition(ledger, mailbox, folder, position, Date.now()),
      keepRead: (place, at) => markRead(ledger, mailFeed(place), at),
      onState: (state) =>
        state.connected ? log.info(state, 'the mailbox is watched') : log.warn(state, 'the mailbox is away'),
    }),
  );
  return {
    async stop() {
      await Promise.all(watchers.map((watcher) => watcher.stop()));
    },
  };
}
