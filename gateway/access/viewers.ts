import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import type { Viewer } from '../../client/index.ts';
import { ACTING_AS } from './caller.ts';

/** Tells, while a request is answered, who looks: the record of views needs to know (LAW-10). */
export function viewers(app: FastifyInstance): () => Viewer | null {
  const current = new AsyncLocalStorage<Viewer>();
  app.addHook('preHandler', (request, _reply, done) => {
    const { id, person } = request.caller;
    const named = request.headers[ACTING_AS];
    const by = person ?? (typeof named === 'string' && named !== '' ? named : `key:${id}`);
    current.run({ by, via: `key:${id}` }, done);
  });
  return () => current.getStore() ?? null;
}
