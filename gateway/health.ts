import type { FastifyInstance } from 'fastify';
import type { Followthrough } from '../client/index.ts';
import { isProxied } from './access/proxied.ts';

/**
 * `ok`, `degraded` (everything is taken and kept, but cases do not move until Temporal, a worker, a build that fits
 * them or a channel is back, or what comes in is not read), or `down` with 503: without the ledger nothing can be acknowledged.
 * @param given.open whoever asks is on this machine, and may know what it is that is missing (SEC-18)
 */
export function healthRoute(app: FastifyInstance, client: Followthrough, { open }: { open: boolean }): void {
  app.get('/health', { config: { scopes: 'anybody' } }, async (request, reply) => {
    const parts = await client.health();
    const inUse = parts.channels?.length === 0;
    const moves = parts.temporal.ok && parts.worker.ok && parts.stuck?.length === 0 && inUse;
    const hears = parts.unread?.length === 0;
    const status = !parts.ledger.ok ? 'down' : moves && hears ? 'ok' : 'degraded';
    const shown = open && !isProxied(request) ? parts : {};
    return reply.status(parts.ledger.ok ? 200 : 503).send({ status, ...shown });
  });
}
