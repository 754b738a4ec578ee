import type { Followthrough } from '../../client/index.ts';
import type { Config } from '../../connectors/config/config.ts';
import { slackTalk } from '../../connectors/slack/talk.ts';
import type { HookAccounts } from '../../gateway/hooks/all.ts';
import { bookingsLook } from '../../worker/bookings.ts';

/** The accounts as the gateway needs them: with what it does at the vendor's while somebody waits. */
export function hookAccounts(config: Config, client: Followthrough): HookAccounts {
  const { slack, acuity, ...others } = config.accounts;
  const look = bookingsLook(client, config);
  return {
    ...others,
    ...(slack ? { slack: { ...slack, desk: slackTalk(slack, client.ledger) } } : {}),
    ...(acuity && look ? { acuity: { webhookKeys: acuity.webhookKeys, look } } : {}),
  };
}
