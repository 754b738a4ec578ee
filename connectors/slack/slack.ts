import type { Ledger } from '../../ledger/connect.ts';
import { jsonBytes } from '../asJson.ts';
import type { AnyItem, Port } from '../ports.ts';
import { type SlackCaller, slackCaller } from './api.ts';
import { postMessage, type Words } from './messages.ts';
import { conversationOf, placesOf } from './places.ts';
import type { SlackSettings } from './settings.ts';
import { fitting, LIMITS, plain } from './text.ts';

/**
 * Word to the house's own people: one message to the role's conversation, or to those who answer for it. Slack keeps no
 * promise about repetitions, so a message whose fate is unknown waits for a person (SND-4).
 */
export function slack(
  settings: SlackSettings,
  ledger: Ledger,
  call: SlackCaller = slackCaller(settings),
): Port<AnyItem> {
  return {
    connector: 'slack',
    repeatable: false,
    async prepare(item) {
      if (item.verb !== 'note') throw new Error(`Slack carries no ${item.verb}`);
      const title = item.title === '' ? '' : `*${plain(item.title)}*\n`;
      const words: Words = { text: fitting(title + plain(item.text), LIMITS.text - 1_000) };
      return jsonBytes(words);
    },
    async deliver({ id, to: role, body }) {
      const words = JSON.parse(body.toString('utf8')) as Words;
      const places = await placesOf(settings, ledger, role, Date.now());
      const channel = await conversationOf(call, ledger, places);
      const posted = await postMessage(call, ledger, { id, channel, words });
      return { providerId: `${posted.channel}/${posted.ts}` };
    },
  };
}
