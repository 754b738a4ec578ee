import { Type } from 'typebox';
import { nameOf, personOf } from '../access/caller.ts';
import { KEY_NEEDED, KEY_POSSIBLE } from '../access/repeat.ts';
import { paged } from '../cursor.ts';
import { momentOf } from '../moments.ts';
import { exactly, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { NoKept, OptOut, SaysNo, SaysYes, Suppression, Unblock } from '../schemas/contactRules.ts';
import { iso } from '../views/moments.ts';
import { type Api, type Parts, REPLIES, STAFF } from './api.ts';

/** Who does not want to be reached. */
export function contactRuleRoutes(app: Api, { client }: Parts): void {
  const tags = ['Contact rules'];

  app.post(
    '/opt-outs',
    {
      config: { scopes: REPLIES, repeat: 'possible', limits: 'none' },
      schema: {
        tags,
        operationId: 'optOut',
        summary: 'Somebody does not want to be reached',
        description: 'Holds at once, in every case. Never refused for the number of requests.',
        headers: KEY_POSSIBLE,
        body: ref(SaysNo),
        response: { 201: ref(NoKept), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id, address } = await client.optOut({
        source: 'gateway',
        ...request.body,
        by: nameOf(request),
      });
      return reply.status(201).send({ id, address });
    },
  );

  app.get(
    '/opt-outs',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listOptOuts',
        summary: 'Opt-outs that hold, newest first',
        querystring: exactly({
          address: Type.Optional(Type.String({ minLength: 1, maxLength: 320 })),
          ...PAGE,
        }),
        response: { 200: pageOf(ref(OptOut)), ...PROBLEMS },
      },
    },
    async ({ query: { limit = 50, after, address } }) => {
      const found = await client.optOuts({
        limit: limit + 1,
        ...(after === undefined ? {} : { before: after }),
        ...(address === undefined ? {} : { address }),
      });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map((each) => ({ ...each, at: iso(each.at) })), next };
    },
  );

  app.get(
    '/suppressions',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listSuppressions',
        summary: 'The suppression list, both kinds',
        description: 'First addresses that cannot be used (blocked), then opt-outs that hold, newest first.',
        querystring: exactly({
          address: Type.Optional(Type.String({ minLength: 1, maxLength: 320 })),
          ...PAGE,
        }),
        response: { 200: pageOf(ref(Suppression)), ...PROBLEMS },
      },
    },
    async ({ query: { limit = 50, after, address } }) => {
      const found = await client.suppressions.list({ limit: limit + 1, after, address });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map((each) => ({ ...each, since: iso(each.since) })), next };
    },
  );

  app.post(
    '/suppressions/unblock',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'unblock',
        summary: 'A blocked address works again',
        description: 'Kept with who, when and why. An opt-out of the same address holds on.',
        headers: KEY_NEEDED,
        body: ref(Unblock),
        response: { 200: Type.Object({ address: Type.String(), channel: Type.String() }), ...PROBLEMS },
      },
    },
    async (request) => client.suppressions.unblock({ ...request.body, by: personOf(request) }),
  );

  app.post(
    '/opt-ins',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'optIn',
        summary: 'Somebody agrees to be reached',
        description: 'The only way back from an opt-out, and it needs evidence.',
        headers: KEY_NEEDED,
        body: ref(SaysYes),
        response: {
          201: Type.Object({ ids: Type.Array(Type.String()), address: Type.String() }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const { at, expiresAt, ...body } = request.body;
      const agreed = await client.optIn({
        ...body,
        at: at === undefined ? undefined : momentOf(at),
        expiresAt: expiresAt === undefined ? undefined : momentOf(expiresAt),
        by: personOf(request),
      });
      return reply.status(201).send(agreed);
    },
  );
}
