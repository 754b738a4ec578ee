import { Type } from 'typebox';
import { cursorOf, paged, readCursor } from '../cursor.ts';
import { exactly, NAME, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { OutboxEntry } from '../schemas/procedures.ts';
import { iso } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

export function outboxRoutes(app: Api, { client }: Parts): void {
  app.get(
    '/outbox',
    {
      config: { scopes: STAFF },
      schema: {
        tags: ['Cases'],
        operationId: 'listOutbox',
        summary: 'What the sandbox connectors would have sent, oldest first',
        querystring: exactly({ case: Type.Optional(NAME), ...PAGE }),
        response: { 200: pageOf(ref(OutboxEntry)), ...PROBLEMS },
      },
    },
    async ({ query: { case: caseId, limit = 50, after } }) => {
      const found = await client.outbox({
        ...(caseId === undefined ? {} : { caseId }),
        ...(after === undefined ? {} : { after: readCursor(after) }),
        limit: limit + 1,
      });
      const { items, next } = paged(found, limit, ({ at, intent_id: id }) => cursorOf(at, id));
      return {
        items: items.map(({ intent_id: id, case_id, verb, channel, name, recipient, subject, text, at }) => ({
          id,
          caseId: case_id,
          verb,
          channel,
          name,
          recipient,
          subject,
          text,
          at: iso(at),
        })),
        next,
      };
    },
  );
}
