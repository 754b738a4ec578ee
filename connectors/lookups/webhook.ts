import { randomUUID } from 'node:crypto';
import type { Looked, LookUpName } from '../../domain/verify/answers.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { post, type Timeouts } from '../webhook/http.ts';
import { Signer } from '../webhook/sign.ts';
import type { WebhookSettings } from '../webhook/webhook.ts';
import { readAnswer } from '../../domain/verify/reading/answer.ts';
import type { LookUpPort, Question } from './port.ts';
import { ShapeError } from '../../domain/verify/reading/shape.ts';

/** In milliseconds. A look-up stands between a contact that is due and its gate, so it may not take long. */
const TIMEOUTS: Timeouts = { connect: 3_000, total: 8_000 };

/**
 * Any system without a connector of its own: a question as a POST signed per Standard Webhooks, answered with 200 and
 * JSON of up to 64 KB in exactly the shape that is asked for.
 */
export function webhookLookUps(settings: WebhookSettings): LookUpPort {
  const signer = new Signer(settings.secret);
  const url = new URL(settings.url);
  return {
    connector: 'webhook',
    async look<Name extends LookUpName>(question: Question<Name>): Promise<Looked<Name>> {
      const id = randomUUID();
      const now = new Date();
      const body = bytesOf(question, now);
      const headers = signer.headers(id, body, now);
      try {
        const answer = await post(url, body, headers, settings.timeouts ?? TIMEOUTS, settings.allowPrivate);
        if (answer.status !== 200)
          return { readable: false, why: answer.status >= 500 ? 'unreachable' : 'refused' };
        return readAnswer(question.name, JSON.parse(answer.body));
      } catch (error) {
        if (error instanceof ConnectorError) return { readable: false, why: 'unreachable' };
        if (error instanceof ShapeError || error instanceof SyntaxError)
          return { readable: false, why: 'answer-not-understood' };
        throw error;
      }
    },
  };
}

function bytesOf({ name, client, since, variant, dayZero, ...question }: Question, now: Date): Buffer {
  const data = {
    lookUp: name,
    case: question.case,
    variant,
    dayZero: dayZero === null ? null : new Date(dayZero).toISOString(),
    client,
    since: new Date(since).toISOString(),
  };
  return Buffer.from(JSON.stringify({ type: 'look-up', timestamp: now.toISOString(), data }));
}
