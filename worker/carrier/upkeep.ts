import type { Followthrough } from '../../client/index.ts';
import type { Config } from '../../connectors/config/config.ts';
import { dialAsked } from './dial.ts';
import { textLost } from './lost.ts';
import { askForLastWords, findMissedTexts } from './poll.ts';

/** What a worker looks after of a carrier, in words for the log. */
export function carrierUpkeep(
  client: Followthrough,
  { accounts, errors }: Pick<Config, 'accounts' | 'errors'>,
): Record<string, () => Promise<unknown>> {
  const settings = accounts.twilio;
  const calls = { 'calls that are to be put through': () => dialAsked(client, settings) };
  if (!settings) return calls;
  return {
    ...calls,
    'what carriers say of texts': () => client.followReports((report) => textLost(client, errors, report)),
    'texts that no webhook brought': () => findMissedTexts({ client, settings }),
    'texts without a last word': () => askForLastWords({ client, settings }),
  };
}
