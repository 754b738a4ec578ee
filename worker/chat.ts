import type { Chat } from '../client/index.ts';
import type { Config } from '../connectors/config/config.ts';
import { ConnectorError } from '../connectors/errors/connectorError.ts';
import { classify } from '../connectors/errors/table.ts';
import { slackCaller } from '../connectors/slack/api.ts';
import { cardWords } from '../connectors/slack/blocks.ts';
import { postMessage, type Words } from '../connectors/slack/messages.ts';
import { conversationOf, placesOf } from '../connectors/slack/places.ts';
import type { Ledger } from '../ledger/connect.ts';

/** Questions to our own people go to Slack where `tell` does; null: they go by letter. */
export function slackChat(config: Config, ledger: Ledger): Chat | null {
  const { routes, errors } = config;
  if (routes.tell.by !== 'slack') return null;
  const { settings } = routes.tell;
  const call = slackCaller(settings);
  const refused = (error: unknown) => {
    if (!(error instanceof ConnectorError)) throw error;
    const verdict = classify(error.signal, errors);
    // Whether it stands there is not known of anything else: a second card is not sent (SND-4).
    const again = verdict.class === 'retry' || verdict.class === 'retry-later';
    const { detail, retryAfter: after } = error;
    return { taken: false as const, reason: verdict.reason, detail, again, after };
  };
  return {
    connector: 'slack',
    placesOf: (role, at) => placesOf(settings, ledger, role, at),
    prepare: (card) => ({
      mediaType: 'application/json',
      body: Buffer.from(JSON.stringify(cardWords(card))),
    }),
    async post({ id, to, body }) {
      try {
        const channel = await conversationOf(call, ledger, [to]);
        const words = JSON.parse(body.toString('utf8')) as Words;
        return { taken: true, ...(await postMessage(call, ledger, { id, channel, words })) };
      } catch (error) {
        return refused(error);
      }
    },
    async edit({ channel, ts }, card) {
      try {
        // The same words twice are the same card: whatever became of a try, the next one is right.
        await call('chat.update', { channel, ts, ...cardWords(card) }, 'recipient');
        return { taken: true };
      } catch (error) {
        return refused(error);
      }
    },
  };
}
