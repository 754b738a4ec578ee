import type { Ledger } from '../ledger/connect.ts';
import { takeOrder } from '../ledger/rehearsals/orders.ts';
import type { SendFailure } from '../ledger/rehearsals/rows.ts';
import { ConnectorError } from './errors/connectorError.ts';
import type { AnyItem, Port } from './ports.ts';
import { sandbox } from './sandbox.ts';

const DETAIL = 'as whoever rehearses has asked for';

/** What the other side would have done; a bounce comes later, from whoever moves the rehearsal's clock. */
const FAILURES: Record<SendFailure, (() => ConnectorError) | null> = {
  temporarily: () => new ConnectorError({ over: 'http', status: 503, stage: 'content' }, DETAIL),
  refused: () =>
    new ConnectorError({ over: 'smtp', status: 550, enhanced: '5.1.1', stage: 'recipient' }, DETAIL),
  ambiguous: () => new ConnectorError({ over: 'http', status: null, stage: 'content' }, DETAIL, null, false),
  bounces: null,
};

/** The sandbox of rehearsals: as the other, but a message to the contact can be ordered to go wrong. */
export function sandboxOfRehearsals(ledger: Ledger): Port<AnyItem> {
  const plain = sandbox(ledger);
  return {
    ...plain,
    async deliver(delivery) {
      const { verb } = JSON.parse(delivery.body.toString('utf8')) as AnyItem;
      const how = verb === 'send' ? await takeOrder(ledger, delivery.caseId, delivery.id) : null;
      const failure = how && FAILURES[how];
      // What may have gone out is there to be read.
      if (!failure || how === 'ambiguous') await plain.deliver(delivery);
      if (failure) throw failure();
      return { providerId: null };
    },
  };
}
