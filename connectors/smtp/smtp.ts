import type { Port, OutgoingMessage } from '../ports.ts';
import { addressOf, compose } from './compose.ts';
import { type Relay, submit } from './submit.ts';

export interface SmtpSettings extends Relay {
  from: string;
  sendAs?: 'owner';
  messageIdSecret: string;
}

/** Email through an SMTP relay. One connection for one message; a message whose fate is unknown may go out again as it was. */
export function smtp(settings: SmtpSettings): Port<OutgoingMessage> {
  return {
    connector: 'smtp',
    repeatable: true,
    async prepare(item) {
      const { raw, messageId } = await compose(item, settings);
      return { mediaType: 'message/rfc822', body: raw, messageId };
    },
    async deliver({ to, body }) {
      return { providerId: await submit(settings, { from: addressOf(settings.from), to, body }) };
    },
  };
}
