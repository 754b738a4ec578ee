import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors.ts';

export interface Rates {
  /** Requests a minute by one key. */
  perKey: number;
  /** Requests a minute from one address to what needs no key. */
  perAddress: number;
  /** Wrong keys a minute from one address. */
  wrongKeys: number;
  /** Requests at work at once by one key. */
  atOnce: number;
}

/** A hundred a second is more than any outside system of one company sends. */
export const USUAL_RATES: Rates = { perKey: 6_000, perAddress: 600, wrongKeys: 30, atOnce: 64 };

const WINDOW = 60_000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Somebody came with a wrong key. @throws GatewayError when that has happened too often */
    countFailure(request: FastifyRequest): Promise<void>;
  }
}

/** Counts by key and by address (WHK-11). One noisy key cannot hold up another one. */
export async function limitRates(app: FastifyInstance, rates: Rates): Promise<void> {
  await app.register(rateLimit, { global: false });
  const byAddress = (request: FastifyRequest) => request.ip;
  const limit = (max: number, keyGenerator: (request: FastifyRequest) => string) => {
    const check = app.createRateLimit({ max, timeWindow: WINDOW, keyGenerator });
    return async (request: FastifyRequest) => {
      const seen = await check(request);
      if (!seen.isAllowed && seen.isExceeded)
        throw new GatewayError(
          'FT-HTTP-TOO-MANY',
          429,
          `more than ${max} requests a minute.`,
          seen.ttlInSeconds,
        );
    };
  };
  const perKey = limit(rates.perKey, ({ caller }) => caller.id);
  const perAddress = limit(rates.perAddress, byAddress);
  app.decorate('countFailure', limit(rates.wrongKeys, byAddress));

  const atWork = new Map<string, number>();
  app.addHook('preParsing', async (request, reply) => {
    const { scopes, limits } = request.routeOptions.config;
    if (limits === 'none' || scopes === undefined) return;
    if (scopes === 'anybody') return perAddress(request);
    // Where no key is needed, whoever asks is on this machine.
    if (limits !== 'at-once' && request.caller.id !== 'open') await perKey(request);
    const { id } = request.caller;
    const now = atWork.get(id) ?? 0;
    if (now >= rates.atOnce)
      throw new GatewayError('FT-HTTP-TOO-MANY', 429, `more than ${rates.atOnce} requests at once.`, 1);
    atWork.set(id, now + 1);
    reply.raw.once('close', () => {
      const left = (atWork.get(id) ?? 1) - 1;
      if (left > 0) atWork.set(id, left);
      else atWork.delete(id);
    });
  });
}
