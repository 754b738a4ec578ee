import { pino } from 'pino';
import { connect } from '../../../client/index.ts';
import { NO_MAILBOXES } from '../../../connectors/config/inbound.ts';
import type { MailboxSettings } from '../../../connectors/imap/settings.ts';
import { watchMailboxes } from '../../../worker/mailboxes.ts';

/** What a process of its own needs in order to read mailboxes; it ends when its input does. */
export interface Watched {
  ledgerUrl: string;
  address: string;
  namespace: string;
  taskQueue: string;
  mailboxes: MailboxSettings[];
}

const { mailboxes, ledgerUrl, address, namespace, taskQueue } = JSON.parse(process.argv[2] ?? '') as Watched;
const client = await connect({ ledgerUrl, temporal: { address, namespace }, taskQueue });
const inbound = { ...NO_MAILBOXES, mailboxes };
const watching = await watchMailboxes({ client, inbound, log: pino({ level: 'silent' }) });
process.stdin.resume().once('end', () => {
  void watching.stop().then(() => client.close());
});
