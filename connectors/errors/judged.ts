import type { AnyItem, Port } from '../ports.ts';
import { ConnectorError } from './connectorError.ts';
import type { Row } from './rows.ts';
import { classify } from './table.ts';

/** A port whose errors are judged by the house's own rows first. What the other side had before is delivered. */
export function judged(port: Port<AnyItem>, own: readonly Row[]): Port<AnyItem> {
  return {
    ...port,
    async deliver(delivery) {
      try {
        return await port.deliver(delivery);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        const verdict = classify(error.signal, own);
        if (verdict.class === 'done') return { providerId: null };
        throw error.judged(verdict);
      }
    },
  };
}
