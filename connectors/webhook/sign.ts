import { Webhook } from 'standardwebhooks';

/** One secret, or several while they are changed: a receiver that knows any of them is content. */
export type Secrets = string | readonly string[];

/** Signs what goes out per Standard Webhooks, with all secrets (WHK-4). */
export class Signer {
  readonly #keys: Webhook[];

  constructor(secrets: Secrets) {
    this.#keys = (typeof secrets === 'string' ? [secrets] : secrets).map((secret) => new Webhook(secret));
  }

  /** The headers of one request. @param id the same on every retry */
  headers(id: string, body: Buffer, now: Date): Record<string, string> {
    const text = body.toString('utf8');
    return {
      'content-type': 'application/json',
      'user-agent': 'Followthrough',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.#keys.map((key) => key.sign(id, now, text)).join(' '),
    };
  }
}
