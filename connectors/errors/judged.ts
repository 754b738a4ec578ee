import type { AnyItem, Port, Receipt } from '../ports.ts';
import { refuseInTransaction } from '../../ledger/inTransaction.ts';
import { ConnectorError } from './connectorError.ts';
import type { Row } from './rows.ts';
import { classify } from './table.ts';

const HAD_IT: Receipt = { providerId: null };

/** A port whose errors are judged by the house's own rows first. What the other side had before is delivered. */
export function judged(port: Port<AnyItem>, own: readonly Row[]): Port<AnyItem> {
  const instead = async <T>(work: () => Promise<T>, hadIt: T): Promise<T> => {
    refuseInTransaction(port.connector);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const verdict = classify(error.signal, own);
      if (verdict.class === 'done') return hadIt;
      throw error.judged(verdict);
    }
  };
  const { ready } = port;
  return {
    ...port,
    deliver: (delivery) => instead(() => port.deliver(delivery), HAD_IT),
    ...(ready && {
      async ready(delivery) {
        const change = await instead(
          () => ready(delivery),
          async () => HAD_IT,
        );
        return () => instead(change, HAD_IT);
      },
    }),
  };
}
