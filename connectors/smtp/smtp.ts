import type { Port, OutgoingMessage } from '../ports.ts';
import { addressOf, compose, type Sender, tokened, type TokenSecret } from './compose.ts';
import { type DkimSettings, signedByDomain } from './dkim.ts';
import { type Relay, submit } from './submit.ts';

export interface SmtpSettings extends Relay, Sender {
  /** Absent: the relay signs, or nobody does. */
  dkim?: DkimSettings;
}

/**
 * Email through an SMTP relay. One connection for one message; a message whose fate is unknown may go out again as it was.
 * @param secret what reply addresses and envelope senders are signed with
 */
export function smtp(
  settings: SmtpSettings,
  secret: () => Promise<TokenSecret> = async () => null,
): Port<OutgoingMessage> {
  return {
    connector: 'smtp',
    repeatable: true,
    async prepare(item) {
      const { raw, messageId } = await compose(item, settings, await secret());
      const body = settings.dkim ? await signedByDomain(raw, settings.dkim) : raw;
      return { mediaType: 'message/rfc822', body, messageId };
    },
    async deliver({ id, caseId, to, body }) {
      // A report that it did not arrive comes back to an address that names the message (VERP).
      const back =
        settings.bounces && tokened(settings.bounces, 'bounce', { id, caseId, to }, await secret());
      return { providerId: await submit(settings, { from: back || addressOf(settings.from), to, body }) };
    },
  };
}
