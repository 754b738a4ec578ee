import { asJson, jsonBytes } from '../asJson.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { AnyItem, Delivery, Port } from '../ports.ts';
import { type Answer, post, type Timeouts } from './http.ts';
import { retryAfter } from './retryAfter.ts';
import { type Secrets, Signer } from './sign.ts';

export interface WebhookSettings {
  url: string;
  /** "whsec_" and the key in base64, as Standard Webhooks writes it. */
  secret: Secrets;
  timeouts?: Timeouts;
  /** Hosts in the house that may have private addresses, see ../guard.ts. */
  allowPrivate?: readonly string[];
}

/** How one try went, for the record. */
export interface Tried extends Pick<Delivery, 'id' | 'caseId'> {
  /** Host and path, without a query. */
  endpoint: string;
  at: number;
  ms: number;
  /** Null: there was no answer. */
  status: number | null;
  error: string | null;
  answer: string;
}

export type NoteTry = (tried: Tried) => Promise<void>;

const TYPES = { send: 'message.send', note: 'note.post', act: 'act.do' } as const;

/**
 * Any portal or CRM without a connector of its own: a POST signed per Standard Webhooks. The webhook-id is the intent's
 * id on every retry, so the receiver can tell a repetition; it answers 2xx when it has the message, 409 when it had it,
 * 410 when it wants no more.
 * @param noteTry keeps how each try went
 */
export function webhook(settings: WebhookSettings, noteTry: NoteTry = async () => undefined): Port<AnyItem> {
  const signer = new Signer(settings.secret);
  const url = new URL(settings.url);
  return {
    connector: 'webhook',
    repeatable: true,
    async prepare(item) {
      const { verb, at, ...data } = asJson(item);
      const payload = { type: TYPES[verb], timestamp: new Date(at).toISOString(), data };
      return jsonBytes(payload);
    },
    async deliver({ id, caseId, body }) {
      const now = new Date();
      const note = (how: Pick<Tried, 'status' | 'error' | 'answer'>) => {
        const at = now.getTime();
        const tried = { id, caseId, endpoint: url.host + url.pathname, at, ms: Date.now() - at, ...how };
        // Whether it arrived does not hang on its place in the record.
        return noteTry(tried).catch(() => undefined);
      };
      const { timeouts, allowPrivate } = settings;
      const answer = await post(url, body, signer.headers(id, body, now), timeouts, allowPrivate).catch(
        async (error: unknown) => {
          if (error instanceof ConnectorError) await note({ status: null, error: error.detail, answer: '' });
          throw error;
        },
      );
      await note({ status: answer.status, error: null, answer: answer.body });
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
