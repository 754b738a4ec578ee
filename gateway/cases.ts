import type { FastifyInstance } from 'fastify';
import type { Followthrough, OpenCase, Reply } from '../client/index.ts';
import { CASE_ID, OPEN_CASE, REPLY } from './schemas.ts';

interface CaseId {
  id: string;
}

/** 201: done. 200: it was done before. 202: kept, and delivered when Temporal is back. */
export function caseRoutes(app: FastifyInstance, client: Followthrough): void {
  app.post<{ Body: OpenCase }>('/cases', { schema: { body: OPEN_CASE } }, async ({ body }, reply) => {
    const opened = await client.openCase(body);
    const status = !opened.started ? 202 : opened.existing ? 200 : 201;
    return reply
      .status(status)
      .header('location', `/cases/${encodeURIComponent(opened.id)}`)
      .send(opened);
  });

  app.post<{ Params: CaseId; Body: Reply }>(
    '/cases/:id/replies',
    { schema: { params: CASE_ID, body: REPLY } },
    async ({ params, body }, reply) => {
      const received = await client.reply(params.id, body);
      const status = !received.delivered ? 202 : received.repeated ? 200 : 201;
      return reply.status(status).send(received);
    },
  );

  app.get<{ Params: CaseId }>('/cases/:id', { schema: { params: CASE_ID } }, async ({ params }) =>
    client.show(params.id),
  );
}
