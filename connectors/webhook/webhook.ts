import { Webhook } from 'standardwebhooks';
import { ConnectorError } from '../errors/connectorError.ts';
import { asJson } from '../asJson.ts';
import type { AnyItem, Port } from '../ports.ts';
import { type Answer, post, type Timeouts } from './http.ts';
import { retryAfter } from './retryAfter.ts';

export interface WebhookSettings {
  url: string;
  /** "whsec_" and the key in base64, as Standard Webhooks writes it. */
  secret: string;
  timeouts?: Timeouts;
}

const TYPES = { send: 'message.send', note: 'note.post', act: 'act.do' } as const;

/**
 * Any portal or CRM without a connector of its own: a POST signed per Standard Webhooks. The webhook-id is the intent's
 * id on every retry, so the receiver can tell a repetition; it answers 2xx when it has the message, 409 when it had it.
 */
export function webhook(settings: WebhookSettings): Port<AnyItem> {
  const signer = new Webhook(settings.secret);
  const url = new URL(settings.url);
  return {
    connector: 'webhook',
    repeatable: true,
    async prepare(item) {
      const { verb, at, ...data } = asJson(item);
      const payload = { type: TYPES[verb], timestamp: new Date(at).toISOString(), data };
      return { mediaType: 'application/json', body: Buffer.from(JSON.stringify(payload)), messageId: null };
    },
    async deliver({ id, body }) {
      const now = new Date();
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Followthrough',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signer.sign(id, now, body.toString('utf8')),
      };
      const answer = await post(url, body, headers, settings.timeouts);
      if (answer.status >= 200 && answer.status < 300) return { providerId: idIn(answer) };
      const wait = retryAfter(answer.headers['retry-after'], now.getTime());
      const detail = `HTTP ${answer.status} ${answer.body}`.trim();
      throw new ConnectorError({ over: 'http', status: answer.status, stage: 'content' }, detail, wait);
    },
  };
}

/** The receiver may name what it made: {"id": "..."}. */
function idIn(answer: Answer): string | null {
  try {
    const { id } = JSON.parse(answer.body) as { id?: unknown };
    return typeof id === 'string' && id.length <= 200 ? id : null;
  } catch {
    return null;
  }
}
