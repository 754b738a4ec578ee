import { sandboxConfig } from '../../../connectors/config/config.ts';
import { type Connectors, createConnectors } from '../../../connectors/connectors.ts';
import type { Ledger } from '../../../ledger/connect.ts';

/** Sandboxes that note down when each act began, on this process's own clock. */
export interface WatchedActs {
  connectors: Connectors;
  /** The moments at which acts of a case began, in order. */
  began(caseId: string): number[];
  /** Called while an act is under way, so many-eth of its case, from 1; by default it takes no time. */
  whileDone: (caseId: string, count: number) => Promise<void>;
}

export function watchedActs(ledger: Ledger): WatchedActs {
  const connectors = createConnectors(sandboxConfig(), ledger);
  const moments = new Map<string, number[]>();
  const watched: WatchedActs = {
    began: (caseId) => moments.get(caseId) ?? [],
    whileDone: async () => undefined,
    connectors: {
      ...connectors,
      act(rehearsal, name) {
        const way = connectors.act(rehearsal, name);
        if (way.by === 'hand') return way;
        const { port } = way;
        return {
          by: 'port',
          port: {
            ...port,
            async deliver(delivery) {
              const begun = [...watched.began(delivery.caseId), performance.now()];
              moments.set(delivery.caseId, begun);
              await watched.whileDone(delivery.caseId, begun.length);
              return port.deliver(delivery);
            },
          },
        };
      },
    },
  };
  return watched;
}
