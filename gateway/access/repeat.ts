import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Followthrough } from '../../client/index.ts';
import {
  answerRequest,
  type Asked,
  beginRequest,
  forgetRequests,
  giveUpRequest,
  holdRequest,
} from '../../ledger/requests.ts';
import { GatewayError } from '../errors.ts';

/** Published in docs/http.md. */
const KEPT_MS = 30 * 86_400_000;
/** In milliseconds: of a gateway that falls silent for so long it is taken that it died. It says so three times as often. */
const SILENT_MS = 30_000;
const SWEEP_MS = 3_600_000;

const KEY = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[\\x21-\\x7e]+$',
  description:
    'Your own id of this request, kept for 30 days: repeated, it gets the first answer and does nothing.',
});

/** For what has no natural key of its own, such as a person's word. */
export const KEY_NEEDED = Type.Object({ 'idempotency-key': KEY });
export const KEY_POSSIBLE = Type.Object({ 'idempotency-key': Type.Optional(KEY) });

/** What of a large answer is not kept for all that time, because it can be made again. */
export interface Remade {
  /** The answer without it. */
  without: (body: string) => string;
  /** The whole answer again, of what was kept. */
  whole: (kept: string, request: FastifyRequest) => Promise<string>;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    remade?: Remade;
  }
  interface FastifyRequest {
    /** Set while the first request with a key is at work. */
    repeated: Asked | null;
    /** Says again and again that it is at work, however long that takes. */
    atWork: NodeJS.Timeout | undefined;
  }
}

/**
 * WHK-8: the same key with the same request gets the same answer; with another one 422; while the first is at work 409.
 * Only what was done is kept: whatever was refused may be tried again.
 */
export function repeatable(
  app: FastifyInstance,
  { ledger }: Pick<Followthrough, 'ledger'>,
  silentMs = SILENT_MS,
): void {
  app.decorateRequest('repeated', null);
  app.decorateRequest('atWork', undefined);
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    const { repeat, remade } = request.routeOptions.config;
    if (repeat === undefined || typeof key !== 'string') return;
    const now = Date.now();
    const asked = {
      caller: request.caller.id,
      key,
      fingerprint: fingerprintOf(request),
      at: now,
      until: now + silentMs,
    };
    const found = await beginRequest(ledger, asked);
    switch (found.is) {
      case 'new':
        request.repeated = asked;
        request.atWork = setInterval(
          // A ledger that is away is away for a second request as well.
          () => void holdRequest(ledger, asked, Date.now() + silentMs).catch(() => undefined),
          silentMs / 3,
        ).unref();
        return;
      case 'other':
        throw new GatewayError('FT-HTTP-REPEAT', 422, 'this Idempotency-Key was used for another request.');
      case 'running':
        throw new GatewayError('FT-HTTP-RUNNING', 409, 'the first request with this key is at work.', 1);
      case 'done':
        if (found.location !== null) reply.header('location', found.location);
        return reply
          .status(found.status)
          .header('idempotency-replayed', 'true')
          .type('application/json; charset=utf-8')
          .send(remade ? await remade.whole(found.body, request) : found.body);
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const { repeated } = request;
    if (!repeated) return;
    request.repeated = null;
    clearInterval(request.atWork);
    const { statusCode: status } = reply;
    if (status >= 200 && status < 300 && typeof payload === 'string') {
      const location = reply.getHeader('location');
      const body = request.routeOptions.config.remade?.without(payload) ?? payload;
      const kept = { status, location: typeof location === 'string' ? location : null, body };
      // Before the answer goes out: what the caller has seen once is what it sees again.
      await answerRequest(ledger, repeated, kept);
    } else await giveUpRequest(ledger, repeated).catch(() => undefined);
  });
  const sweep = setInterval(() => void forget(), SWEEP_MS).unref();
  const forget = () => forgetRequests(ledger, Date.now() - KEPT_MS).catch(() => undefined);
  app.addHook('onClose', () => clearInterval(sweep));
}

function fingerprintOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const who = headers['followthrough-as'] ?? '';
  return createHash('sha256')
    .update(`${method}\0${url}\0${String(who)}\0${JSON.stringify(body ?? null)}`)
    .digest();
}

/** The client's own id of what is asked: a request that died half-way and comes again asks once. */
export function requestId(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  return createHash('sha256').update(`${request.caller.id}\0${key}`).digest('hex');
}
