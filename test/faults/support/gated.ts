import { Context } from '@temporalio/activity';
import { sandboxConfig } from '../../../connectors/config/config.ts';
import { type Connectors, createConnectors } from '../../../connectors/connectors.ts';
import type { Ledger } from '../../../ledger/connect.ts';

/** Sandboxes whose messages can be made to take long, or to fail. */
export interface Gated {
  connectors: Connectors;
  /** Called while a message is being written, before the gate is asked; by default it takes no time. */
  whilePreparing: (caseId: string) => Promise<void>;
  /** Called instead of a provider, before the sandbox takes the message. */
  whileDelivering: (caseId: string) => Promise<void>;
}

export function gated(ledger: Ledger): Gated {
  const connectors = createConnectors(sandboxConfig(), ledger);
  const held: Gated = {
    whilePreparing: async () => undefined,
    whileDelivering: async () => undefined,
    connectors: {
      ...connectors,
      message(channel, rehearsal) {
        const way = connectors.message(channel, rehearsal);
        if (way.by === 'hand') return way;
        const { port } = way;
        return {
          by: 'port',
          port: {
            ...port,
            async prepare(item) {
              await held.whilePreparing(item.case.id);
              return port.prepare(item);
            },
            async deliver(delivery) {
              await held.whileDelivering(delivery.caseId);
              return port.deliver(delivery);
            },
          },
        };
      },
    },
  };
  return held;
}

/** Waits until the case has called the work off, for as long as that may take. */
export async function untilCalledOff(atMostMs: number): Promise<boolean> {
  const { cancellationSignal: signal } = Context.current();
  const timer = AbortSignal.timeout(atMostMs);
  if (signal.aborted) return true;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(true), { once: true });
    timer.addEventListener('abort', () => resolve(false), { once: true });
  });
}
