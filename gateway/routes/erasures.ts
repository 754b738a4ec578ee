import { Type } from 'typebox';
import type { KnownErasure } from '../../client/index.ts';
import { personOf } from '../access/caller.ts';
import { paged } from '../cursor.ts';
import { exactly, NAME, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { Certificate, Erase, Erasure, ErasurePreview } from '../schemas/erasures.ts';
import { iso } from '../views/moments.ts';
import { ADMIN, type Api, type Parts } from './api.ts';

/** Removing people for good (LAW-11). */
export function erasureRoutes(app: Api, { client }: Parts): void {
  const tags = ['Erasures'];
  const config = { scopes: ADMIN };

  app.post(
    '/erasures',
    {
      config,
      schema: {
        tags,
        operationId: 'erase',
        summary: 'A person is removed for good, or shown what would go',
        description:
          'Repeated, it says what was done. 202: it is kept, and done as soon as Temporal and a worker answer.',
        body: ref(Erase),
        response: {
          200: Type.Union([ref(ErasurePreview), ref(Certificate)]),
          202: Type.Object({ id: Type.String(), because: Type.String() }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const { preview, reason, ...who } = request.body;
      const by = personOf(request);
      if (preview) return reply.status(200).send(await client.erasures.preview({ ...who, by }));
      const asked = { ...who, reason: reason ?? '', by };
      const { id, certificate, because } = await client.erasures.erase(asked);
      if (certificate) return reply.status(200).send(certificate);
      return reply.status(202).send({ id, because: because ?? 'it is at work' });
    },
  );

  app.get(
    '/erasures',
    {
      config,
      schema: {
        tags,
        operationId: 'listErasures',
        summary: 'Erasures, newest first; never who it was',
        querystring: exactly(PAGE),
        response: { 200: pageOf(ref(Erasure)), ...PROBLEMS },
      },
    },
    async ({ query: { limit = 50, after } }) => {
      const found = await client.erasures.list({ limit: limit + 1, before: after });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map(view), next };
    },
  );

  app.get(
    '/erasures/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'showErasure',
        summary: 'One erasure, with its certificate',
        params: Type.Object({ id: NAME }),
        response: { 200: ref(Erasure), ...PROBLEMS },
      },
    },
    async ({ params }) => view(await client.erasures.show(params.id)),
  );
}

function view({ id, begun_at: at, begun_by: by, reason, certificate }: KnownErasure) {
  return { id, begunAt: iso(at), by, reason, certificate: certificate && { ...certificate } };
}
