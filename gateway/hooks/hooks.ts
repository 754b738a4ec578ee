import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { GatewayError } from '../errors.ts';
import { BODY_LIMIT } from '../limits/bodies.ts';
import { IF_TOO_LARGE, MailsAtOnce } from '../limits/mails.ts';
import { atMost } from '../limits/stream.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bytes of a hook's body. */
    largest?: number;
  }
  interface FastifyRequest {
    /** Ends that its large body is held. */
    letGo: (() => void) | undefined;
  }
}

/** Bodies beyond the usual size, each held several times over while it is read. */
const LARGE_AT_ONCE = { all: 3, each: 2 };

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
  /** Bytes that are taken; absent: as of any body. */
  largest?: number;
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
      const large = new MailsAtOnce(LARGE_AT_ONCE);
      scope.decorateRequest('letGo', undefined);
      scope.addContentTypeParser('*', async (request: FastifyRequest, body: Readable) => {
        const { largest = BODY_LIMIT } = request.routeOptions.config;
        const parts: Buffer[] = [];
        let bytes = 0;
        const announced = Number(request.headers['content-length'] ?? 0);
        const advice = largest > BODY_LIMIT ? IF_TOO_LARGE : '';
        for await (const part of atMost(body, largest, { announced, advice })) {
          bytes += part.length;
          // Nobody knows yet who has sent it: its signature is over the whole.
          if (bytes > BODY_LIMIT) request.letGo ??= large.begin(request.routeOptions.url ?? '');
          parts.push(part);
        }
        return Buffer.concat(parts);
      });
      // Also when the other side has gone away, and nothing is answered.
      scope.addHook('onRequest', async (request, reply) => {
        reply.raw.once('close', () => request.letGo?.());
      });
      for (const { method, path, largest, take } of hooks)
        scope.route({
          method,
          url: path,
          // A vendor calls from few addresses, and an opt-out may be in any call: only wrong signatures are counted.
          config: { scopes: 'anybody', limits: 'none', ...(largest === undefined ? {} : { largest }) },
          schema: { hide: true },
          handler: async (request, reply) => {
            const { body, headers, url } = request;
            const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
            const delivered = { body: bytes, headers, url, receivedAt: Date.now() };
            const answer = await take(delivered)
              .catch(async (error: unknown) => {
                if (error instanceof HookRefused) await scope.countFailure(request);
                throw error;
              })
              .finally(() => request.letGo?.());
            reply.status(answer.status).type(answer.type ?? 'text/plain; charset=utf-8');
            reply.headers(answer.headers ?? {});
            return reply.send(answer.body ?? '');
          },
        });
    },
    { prefix: '/hooks' },
  );
}
