import type { Signal } from '../../../connectors/errors/signal.ts';

const says = (
  code: string | null,
  status: number | null = 200,
  stage: Signal['stage'] = 'content',
): Signal => ({
  over: 'slack',
  status,
  code,
  stage,
});
/** What answers of Slack mean, by the table. */
export const SLACK_SIGNALS: [string, Signal, string, string][] = [
  ['ratelimited', says('ratelimited'), 'retry', 'busy'],
  ['429', says(null, 429), 'retry', 'busy'],
  ['invalid_auth', says('invalid_auth'), 'permanent-config', 'login-refused'],
  ['token_revoked', says('token_revoked'), 'permanent-config', 'login-refused'],
  ['account_inactive', says('account_inactive'), 'permanent-config', 'login-refused'],
  ['missing_scope', says('missing_scope'), 'permanent-config', 'login-refused'],
  ['channel_not_found', says('channel_not_found'), 'permanent-recipient', 'address-refused'],
  ['is_archived', says('is_archived'), 'permanent-recipient', 'address-refused'],
  ['not_in_channel', says('not_in_channel'), 'permanent-recipient', 'address-refused'],
  ['msg_too_long', says('msg_too_long'), 'permanent-config', 'request-refused'],
  ['fatal_error', says('fatal_error'), 'ambiguous', 'ambiguous'],
  ['internal_error', says('internal_error'), 'ambiguous', 'ambiguous'],
  ['request_timeout', says('request_timeout'), 'ambiguous', 'ambiguous'],
  ['service_unavailable', says('service_unavailable'), 'ambiguous', 'ambiguous'],
  [
    'a message that was sent before and is gone',
    says('duplicate_message_not_found'),
    'ambiguous',
    'ambiguous',
  ],
  ['fatal_error in a look-up', says('fatal_error', 200, 'recipient'), 'retry', 'busy'],
  ['no answer', says(null, null), 'ambiguous', 'ambiguous'],
  ['no answer to a look-up', says(null, null, 'recipient'), 'retry', 'unreachable'],
  ['no connection', says(null, null, 'connect'), 'retry', 'unreachable'],
  ['500', says(null, 500), 'ambiguous', 'ambiguous'],
  ['500 in a look-up', says(null, 500, 'recipient'), 'retry', 'busy'],
  ['a code that nobody knows', says('oh_dear'), 'unknown', 'unknown-answer'],
];
