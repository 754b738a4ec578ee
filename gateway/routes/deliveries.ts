import { Type } from 'typebox';
import type { WebhookTry as Try } from '../../ledger/channels/tries.ts';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED, requestId } from '../access/repeat.ts';
import { paged } from '../cursor.ts';
import { WithNote, WebhookTry, WebhookTryDetail } from '../schemas/channels.ts';
import { exactly, NAME, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { iso } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** Webhooks that went out, and sending one of them again. */
export function deliveryRoutes(app: Api, { client }: Parts): void {
  const tags = ['Channels'];

  app.get(
    '/deliveries',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listDeliveries',
        summary: 'Tries of webhooks that went out in the last 30 days, newest first',
        querystring: exactly({ case: Type.Optional(NAME), failed: Type.Optional(Type.Boolean()), ...PAGE }),
        response: { 200: pageOf(ref(WebhookTry)), ...PROBLEMS },
      },
    },
    async ({ query: { case: caseId, failed = false, limit = 50, after } }) => {
      const found = await client.deliveries({ caseId, failed, limit: limit + 1, before: after });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map(tryView), next };
    },
  );

  app.get(
    '/deliveries/:id',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'getDelivery',
        summary: 'One try, with the very bytes that went out',
        params: Type.Object({ id: NAME }),
        response: { 200: ref(WebhookTryDetail), ...PROBLEMS },
      },
    },
    async ({ params }) => {
      const { tried, body, replays } = await client.delivery(params.id);
      const again = replays.map(({ asked_at, asked_by: askedBy, reason, outcome }) => ({
        askedAt: iso(asked_at),
        askedBy,
        reason,
        outcome,
      }));
      return { ...tryView(tried), answer: tried.answer, body, replays: again };
    },
  );

  app.post(
    '/deliveries/:id/replay',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'replayDelivery',
        summary: 'The same bytes go out once more under the same webhook-id',
        description:
          'For a receiver that has lost what it took. A worker sends it within seconds; a message to the contact passes all rules again. Not for cases that have ended or are answered.',
        params: Type.Object({ id: NAME }),
        headers: KEY_NEEDED,
        body: ref(WithNote),
        response: { 202: Type.Object({ id: Type.String() }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const given = { note: request.body.note, by: personOf(request), id: requestId(request) };
      return reply.status(202).send(await client.replay(request.params.id, given));
    },
  );
}

function tryView(tried: Try) {
  const { id, intent_id: messageId, case_id: caseId, endpoint, at, ms, status, error } = tried;
  return { id, messageId, caseId, endpoint, at: iso(at), ms, status, error, replayedBy: tried.replayed_by };
}
