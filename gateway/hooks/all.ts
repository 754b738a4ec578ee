import type { Followthrough, Judge } from '../../client/index.ts';
import { acuityHooks, type AcuityHooks } from './acuity.ts';
import { genericHooks, type HookSource } from './generic.ts';
import type { Hook } from './hooks.ts';
import { slackHooks, type SlackHooks } from './slack.ts';
import { twilioHooks, type TwilioHooks } from './twilio.ts';
import { unsubscribeHooks } from './unsubscribe.ts';

/** What the hooks need of the accounts with vendors; one that is not configured has no addresses. */
export interface HookAccounts {
  twilio?: TwilioHooks;
  slack?: SlackHooks;
  acuity?: AcuityHooks;
}

/** Outside systems without a connector of their own. */
export interface OtherSources {
  sources?: readonly HookSource[] | undefined;
  /** Asked before an event opens a case. */
  judge?: Judge | undefined;
}

/** Every address that a configured vendor or another outside system calls, and that readers of emails do. */
export function hooksOf(
  accounts: HookAccounts,
  client: Followthrough,
  { sources = [], judge }: OtherSources = {},
): Hook[] {
  const { twilio, slack, acuity } = accounts;
  return [
    ...genericHooks(sources, client, judge),
    ...unsubscribeHooks(client),
    ...(twilio ? twilioHooks(twilio, client) : []),
    ...(slack ? slackHooks(slack, client) : []),
    ...(acuity ? acuityHooks(acuity, client) : []),
  ];
}
