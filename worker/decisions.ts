import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Post, sweepDecisions } from '../client/index.ts';
import { slackChat } from './chat.ts';
import type { Config } from '../connectors/config/config.ts';
import { ConnectorError } from '../connectors/errors/connectorError.ts';
import { createConnectors } from '../connectors/connectors.ts';
import type { Ledger } from '../ledger/connect.ts';

/** Letters to our own people go by the way that is configured for email; null where people post email by hand. */
export function letterPost(config: Config, ledger: Ledger): Post | null {
  const way = createConnectors(config, ledger).message('email', false);
  if (way.by === 'hand') return null;
  const { port } = way;
  return {
    connector: port.connector,
    async prepare({ id, case: row, to, toName, subject, text, at }) {
      const { procedure, source, occurrence } = row;
      const { mediaType, body } = await port.prepare({
        verb: 'send',
        id,
        case: { id: row.id, procedure, source, occurrence },
        name: 'decision',
        ours: true,
        at,
        channel: 'email',
        to,
        toName,
        subject,
        text,
        html: null,
        thread: [],
      });
      return { mediaType, body };
    },
    async deliver(letter) {
      try {
        return { taken: true, providerId: (await port.deliver(letter)).providerId };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        const { verdict, detail } = error;
        if (verdict.class === 'done') return { taken: true, providerId: null };
        // A second copy of a question does no harm, and the bytes are the same; a lost question would.
        const again = ['retry', 'retry-later', 'ambiguous'].includes(verdict.class);
        const failing = ['retry', 'ambiguous'].includes(verdict.class);
        return { taken: false, reason: verdict.reason, detail, again, failing };
      }
    },
  };
}

export interface DecisionSweep {
  /** Ends after the sweep that is under way. */
  stop(): Promise<void>;
}

const EVERY_MS = 5_000;

/**
 * Sweeps every few seconds until stopped. Any number of processes may do it at once.
 * @param given.base the URL under which people reach the gateway; null: letters have no links
 */
export function startDecisionSweep(given: {
  ledger: Ledger;
  config: Config;
  base: string | null;
  log: Logger;
  everyMs?: number;
}): DecisionSweep {
  const { ledger, config, base, log, everyMs = EVERY_MS } = given;
  const post = letterPost(config, ledger);
  const chat = slackChat(config, ledger);
  const stopping = new AbortController();
  const { signal } = stopping;
  const sweeps = (async () => {
    while (!signal.aborted) {
      await sweepDecisions({ ledger, post, chat, base, breaker: config.breaker }).catch((error: unknown) =>
        log.warn({ err: error }, 'the decisions could not be looked after; trying again'),
      );
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await sweeps;
    },
  };
}
