import { Type } from 'typebox';
import type { InboxItem as Item } from '../../client/index.ts';
import { INBOUND_CLASSES } from '../../domain/inbound/classes.ts';
import { personOf } from '../access/caller.ts';
import { KEY_POSSIBLE } from '../access/repeat.ts';
import { paged } from '../cursor.ts';
import { exactly, NAME, oneOf, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { InboxItem, InboxItemDetail, type InboxView, NoRefusal } from '../schemas/inbox.ts';
import { iso, isoOrNull } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** What came in, what it was taken for and what was done about it. Whose an answer is, is said at /replies. */
export function inboxRoutes(app: Api, { client }: Parts): void {
  const tags = ['Replies'];
  const config = { scopes: STAFF };

  app.get(
    '/inbox',
    {
      config,
      schema: {
        tags,
        operationId: 'listInbox',
        summary: 'What came in, newest first, what it was taken for and what was done about it',
        querystring: exactly({
          class: Type.Optional(oneOf(INBOUND_CLASSES)),
          case: Type.Optional(NAME),
          address: Type.Optional(Type.String({ minLength: 3, maxLength: 320 })),
          waiting: Type.Optional(Type.Boolean({ description: 'Only what is not dealt with yet.' })),
          ...PAGE,
        }),
        response: { 200: pageOf(ref(InboxItem)), ...PROBLEMS },
      },
    },
    async ({ query: { case: caseId, limit = 50, after, ...filter } }) => {
      const found = await client.inbox({ ...filter, caseId, before: after, limit: limit + 1 });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map(itemView), next };
    },
  );

  app.get(
    '/inbox/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'showInboxItem',
        summary: 'One thing that came in, with its words',
        params: Type.Object({ id: NAME }),
        response: { 200: ref(InboxItemDetail), ...PROBLEMS },
      },
    },
    async ({ params }) => {
      const item = await client.inboxItem(params.id);
      const { text, attachments, details } = item;
      return { ...itemView(item), text, attachments, cases: details.cases ?? [] };
    },
  );

  app.post(
    '/inbox/:id/no-refusal',
    {
      config: { ...config, repeat: 'possible' },
      schema: {
        tags,
        operationId: 'noRefusal',
        summary: 'What was taken for a refusal by its words is none',
        description:
          'By the id of the item, or of the reply where somebody delivered it as one. What held before it holds again. A word such as STOP and a complaint are never taken back like this.',
        params: Type.Object({ id: NAME }),
        headers: KEY_POSSIBLE,
        response: { 200: ref(NoRefusal), ...PROBLEMS },
      },
    },
    async (request) => client.noRefusal(request.params.id, { by: personOf(request) }),
  );
}

function itemView(item: Item): InboxView {
  const { id, channel, source, address, subject, because, authentic, about, did, error } = item;
  return {
    id,
    receivedAt: iso(item.received_at),
    channel,
    source,
    eventId: item.event_id,
    address,
    subject,
    class: item.class,
    because,
    authentic,
    caseId: item.case_id,
    matchedBy: item.matched_by,
    about,
    did,
    doneAt: isoOrNull(item.done_at),
    error,
  };
}
