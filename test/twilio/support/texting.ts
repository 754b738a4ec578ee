import { randomBytes } from 'node:crypto';
import type { TwilioSettings } from '../../../connectors/twilio/settings.ts';
import type { Followthrough } from '../../../client/index.ts';
import { instant } from '../../../ledger/values.ts';
import { keptIntent } from '../../support/keptIntent.ts';
import { callAs, type Fields } from '../../doubles/twilio/signed.ts';
import type { TwilioDouble } from '../../doubles/twilio/twilio.ts';

export const PUBLIC = 'https://followthrough.example.com';

export function settingsOf(twilio: TwilioDouble): TwilioSettings {
  return {
    accountSid: twilio.accountSid,
    authTokens: [twilio.token],
    sender: { from: twilio.number },
    number: twilio.number,
    publicUrl: PUBLIC,
    api: twilio.url,
    timeouts: { connect: 1_000, total: 1_000 },
  };
}

let numbers = 0;

/** A number that no other case has. */
export function newNumber(): string {
  numbers += 1;
  return `+1310555${String((process.pid % 90) * 100 + numbers).padStart(4, '0')}`;
}

/** Somebody texts our number, and Twilio tells the gateway. */
export async function texts(
  twilio: TwilioDouble,
  gateway: string,
  from: string,
  text: string,
  more: Fields = {},
): Promise<{ status: number; body: string; sid: string }> {
  const { sid } = twilio.incoming(from, text);
  return { ...(await deliver(twilio, gateway, { MessageSid: sid, From: from, Body: text, ...more })), sid };
}

/** The webhook of a text that came in. */
export function deliver(twilio: TwilioDouble, gateway: string, fields: Fields) {
  const all = { AccountSid: twilio.accountSid, To: twilio.number, NumMedia: '0', ...fields };
  return callAs(twilio.token, {
    url: `${PUBLIC}/hooks/twilio/text`,
    fields: all,
    publicUrl: PUBLIC,
    gateway,
  });
}

/** A text of a case, as the ledger has it once Twilio has taken it. */
export async function textSent(
  client: Followthrough,
  caseId: string,
  recipient: string,
  more: { acceptedAt?: number; state?: 'accepted' | 'unknown'; providerId?: string } = {},
): Promise<{ id: string; providerId: string }> {
  const providerId = more.providerId ?? `SM${randomBytes(16).toString('hex')}`;
  const at = instant(more.acceptedAt ?? Date.now());
  const state = more.state ?? 'accepted';
  const id = await keptIntent(
    client.ledger,
    { mediaType: 'application/json', text: '{"text":"Hello"}' },
    {
      case_id: caseId,
      channel: 'text',
      name: 'follow-up-1',
      recipient,
      state,
      connector: 'twilio',
      provider_id: state === 'accepted' ? providerId : null,
      created_at: at,
      started_at: at,
      accepted_at: state === 'accepted' ? at : null,
    },
  );
  return { id, providerId };
}
