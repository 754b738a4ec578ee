import type { Ledger } from '../ledger/connect.ts';
import { putInOutbox } from '../ledger/outbox.ts';
import { asJson, jsonBytes } from './asJson.ts';
import type { AnyItem, Port } from './ports.ts';

/**
 * Sends nothing: keeps what would have gone out in the ledger, where the command line and the console show it.
 * The default connector, and the only one of rehearsals.
 */
export function sandbox(ledger: Ledger): Port<AnyItem> {
  return {
    connector: 'sandbox',
    repeatable: true,
    prepare: async (item) => jsonBytes(asJson(item)),
    async deliver({ id, caseId, to, body }) {
      const item = JSON.parse(body.toString('utf8')) as AnyItem;
      await putInOutbox(ledger, {
        intentId: id,
        caseId,
        verb: item.verb,
        channel: channelOf(item),
        name: item.name,
        recipient: to,
        subject: subjectOf(item),
        text: item.verb === 'act' ? '' : item.text,
        body: item,
        at: item.at,
      });
      return { providerId: null };
    },
  };
}

function channelOf(item: AnyItem): string {
  if (item.verb === 'send') return item.channel;
  return item.verb === 'note' && item.to !== null ? 'tell' : item.verb;
}

function subjectOf(item: AnyItem): string | null {
  if (item.verb === 'send') return item.subject;
  return item.verb === 'note' ? item.title : null;
}
