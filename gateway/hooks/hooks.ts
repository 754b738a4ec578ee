import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors.ts';

/** What a vendor has sent, unread: its signature is over these very bytes (WHK-1). */
export interface Delivered {
  body: Buffer;
  headers: FastifyRequest['headers'];
  /** As it was asked for, with its query: "/hooks/twilio/text?intent=…". */
  url: string;
  receivedAt: number;
}

export interface Answer {
  status: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** One address that a vendor calls. */
export interface Hook {
  method: 'GET' | 'POST';
  /** Below /hooks: "/twilio/text". May have parameters in Fastify's way. */
  path: string;
  /**
   * Checks the signature first, in constant time, and takes what was sent: a 2xx is given when it is in the ledger. Unknown
   * fields are ignored, since vendors add some.
   * @throws HookRefused for a signature that is not right; LedgerUnavailable when nothing was kept
   */
  take: (delivered: Delivered) => Promise<Answer>;
}

/** The signature is missing, wrong or too old. Nothing of what was sent is looked at or said back. */
export class HookRefused extends GatewayError {
  constructor(why: string) {
    super('FT-HTTP-SIGNATURE', 403, why);
  }
}

/** Takes every hook at its address below /hooks, with the raw bytes. Their signatures stand for a key. */
export function hookRoutes(app: FastifyInstance, hooks: readonly Hook[]): void {
  app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      for (const { method, path, take } of hooks)
        scope.route({
          method,
          url: path,
          // A vendor calls from few addresses, and an opt-out may be in any call: only wrong signatures are counted.
          config: { scopes: 'anybody', limits: 'none' },
          schema: { hide: true },
          handler: async (request, reply) => {
            const { body, headers, url } = request;
            const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
            const delivered = { body: bytes, headers, url, receivedAt: Date.now() };
            const answer = await take(delivered).catch(async (error: unknown) => {
              if (error instanceof HookRefused) await scope.countFailure(request);
              throw error;
            });
            reply.status(answer.status).type(answer.type ?? 'text/plain; charset=utf-8');
            reply.headers(answer.headers ?? {});
            return reply.send(answer.body ?? '');
          },
        });
    },
    { prefix: '/hooks' },
  );
}
