import { createHmac } from 'node:crypto';

export interface Signed {
  body: string;
  headers: Record<string, string>;
}

/** What Slack would send, with its signature. @param at seconds; absent: now */
export function signedBySlack(
  body: string,
  secret: string,
  { at = Math.floor(Date.now() / 1_000), type = 'application/x-www-form-urlencoded', retry = 0 } = {},
): Signed {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
      ...(retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    },
  };
}

export interface OnCard {
  channel: string;
  ts: string;
  value: string;
  user: string;
  team?: string;
  /** When it was clicked, as Slack tells clicks apart. */
  at?: string;
  /** What opens a form for a moment. */
  trigger?: string;
}

/** Somebody has pressed a button. */
export function clickBody(given: OnCard): string {
  const { channel, ts, value, user, team = 'T012TEAM', at = '1.5', trigger = '' } = given;
  const payload = {
    type: 'block_actions',
    team: { id: team },
    user: { id: user, team_id: team },
    container: { type: 'message', message_ts: ts, channel_id: channel },
    channel: { id: channel },
    message: { ts },
    trigger_id: trigger,
    response_url: 'https://hooks.example.com/never-used',
    actions: [{ type: 'button', action_id: 'answer-0', value, action_ts: at }],
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Somebody has sent the form that a button opened. */
export function formBody(given: { kept: string; reason: string; user: string; id?: string }): string {
  const payload = {
    type: 'view_submission',
    team: { id: 'T012TEAM' },
    user: { id: given.user, team_id: 'T012TEAM' },
    view: {
      id: given.id ?? 'V1',
      hash: 'h1',
      private_metadata: given.kept,
      state: { values: { reason: { reason: { type: 'plain_text_input', value: given.reason } } } },
    },
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
