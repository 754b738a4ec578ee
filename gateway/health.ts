import type { FastifyInstance } from 'fastify';
import type { Followthrough } from '../client/index.ts';

/**
 * `ok`, `degraded` (everything is taken and kept, but cases do not move until Temporal, a worker or a build that fits
 * them is back), or `down` with 503: without the ledger nothing can be acknowledged.
 */
export function healthRoute(app: FastifyInstance, client: Followthrough): void {
  app.get('/health', async (_request, reply) => {
    const parts = await client.health();
    const moves = parts.temporal.ok && parts.worker.ok && parts.stuck?.length === 0;
    const status = !parts.ledger.ok ? 'down' : moves ? 'ok' : 'degraded';
    return reply.status(parts.ledger.ok ? 200 : 503).send({ status, ...parts });
  });
}
