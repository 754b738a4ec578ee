import { Type } from 'typebox';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED, requestId } from '../access/repeat.ts';
import { cursorOf, paged, readCursor } from '../cursor.ts';
import { Asked } from '../schemas/cases.ts';
import { WithNote, EditParked, Parked, ReleaseParked } from '../schemas/channels.ts';
import { exactly, NAME, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { askedStatus, askedView } from '../views/asked.ts';
import { iso } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** What could not be done and waits for a person's word. */
export function parkedRoutes(app: Api, { client }: Parts): void {
  const tags = ['Channels'];

  app.get(
    '/parked',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listParked',
        summary: 'What could not be sent or done and waits for a person, oldest first',
        querystring: exactly({ case: Type.Optional(NAME), ...PAGE }),
        response: { 200: pageOf(ref(Parked)), ...PROBLEMS },
      },
    },
    async ({ query: { case: caseId, limit = 50, after } }) => {
      const behind = after === undefined ? {} : { after: readCursor(after) };
      const found = await client.parked({ caseId, limit: limit + 1, ...behind });
      const { items, next } = paged(found, limit, ({ since, id }) => cursorOf(since, id));
      return { items: items.map((each) => ({ ...each, since: iso(each.since) })), next };
    },
  );

  const common = {
    params: Type.Object({ id: NAME }),
    headers: KEY_NEEDED,
    response: { 200: ref(Asked), 202: ref(Asked), ...PROBLEMS },
  };
  const config = { scopes: STAFF, repeat: 'needed' } as const;

  app.post(
    '/parked/:id/release',
    {
      config,
      schema: {
        ...common,
        tags,
        operationId: 'releaseParked',
        summary: 'It goes out again, after a person has made sure that it did not arrive',
        body: ref(ReleaseParked),
      },
    },
    async (request, reply) => {
      const by = { by: personOf(request), id: requestId(request) };
      const asked = await client.releaseParked(request.params.id, { ...request.body, ...by });
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );

  app.post(
    '/parked/:id/edit',
    {
      config,
      schema: {
        ...common,
        tags,
        operationId: 'editParked',
        summary: 'It goes out again, to the right address or in other words',
        body: ref(EditParked),
      },
    },
    async (request, reply) => {
      const by = { by: personOf(request), id: requestId(request) };
      const asked = await client.editParked(request.params.id, { ...request.body, ...by });
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );

  app.post(
    '/parked/:id/drop',
    {
      config,
      schema: {
        ...common,
        tags,
        operationId: 'dropParked',
        summary: 'It counts as not sent, and the case goes on',
        body: ref(WithNote),
      },
    },
    async (request, reply) => {
      const by = { by: personOf(request), id: requestId(request) };
      const asked = await client.dropParked(request.params.id, { ...request.body, ...by });
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );
}
