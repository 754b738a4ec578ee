import { Type } from 'typebox';
import { findMessage } from '../../ledger/undelivered.ts';
import { checkCase, checkSource, nameOf, personOf } from '../access/caller.ts';
import { KEY_NEEDED, KEY_POSSIBLE } from '../access/repeat.ts';
import { paged } from '../cursor.ts';
import { CASE, Reply } from '../schemas/cases.ts';
import { exactly, NAME, nullable, oneOf, PAGE, pageOf, PROBLEMS, ref, WORDS } from '../schemas/common.ts';
import { replyView } from '../views/cases.ts';
import { type Api, type Parts, REPLIES, STAFF } from './api.ts';

const GIVEN = {
  text: WORDS,
  source: NAME,
  eventId: Type.String({
    minLength: 1,
    maxLength: 1_000,
    description: "The sender's own, so that a repeated post is one reply.",
  }),
  channel: Type.Optional(NAME),
};
/** What was promised is done when the ledger has it; more than this nobody waits to hear that the case knows (WHK-6). */
const WAIT_MS = 100;

const ADDRESS = Type.String({ minLength: 3, maxLength: 320 });

const REFUSAL = nullable(
  oneOf(['keyword', 'phrase'], {
    description:
      'It is an opt-out as well, which holds at once: a word such as STOP, or words of their own, which may be misread (see /v1/inbox/{id}/no-refusal, with the id of the reply). Null: it is none.',
  }),
);

const Kept = Type.Object({
  id: Type.String(),
  repeated: Type.Boolean({ description: 'The same event came before.' }),
  afterEnd: Type.Boolean({ description: 'The case had ended: its owner gets a task, or it opens again.' }),
  delivered: Type.Boolean({
    description: 'False: the case is told as soon as it can be reached. Nothing goes out meanwhile.',
  }),
  because: Type.Optional(Type.String()),
  refusal: REFUSAL,
});

/** What contacts have answered. When the answer is out, no contact starts that does not know of it. */
export function replyRoutes(app: Api, { client }: Parts): void {
  const tags = ['Replies'];

  app.post(
    '/cases/:id/replies',
    {
      config: { scopes: REPLIES, repeat: 'possible', limits: 'at-once', texts: 'cleaned' },
      schema: {
        tags,
        operationId: 'replyToCase',
        summary: 'The contact of a case has answered',
        description:
          '201: kept; 200: the same event came before; 202: kept, and told to the case later. All contact stops. A refusal in it is an opt-out as well, of its channel; without a channel of call, text, email or portal, of every one.',
        params: CASE,
        headers: KEY_POSSIBLE,
        body: exactly({ ...GIVEN, address: Type.Optional(ADDRESS) }),
        response: { 200: Kept, 201: Kept, 202: Kept, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      checkSource(request, request.body.source);
      const kept = await client.reply(request.params.id, {
        ...request.body,
        by: request.caller.person ?? undefined,
        wait: WAIT_MS,
      });
      return reply.status(!kept.delivered ? 202 : kept.repeated ? 200 : 201).send(kept);
    },
  );

  const KeptFrom = Type.Object({ id: Type.String(), repeated: Type.Boolean(), refusal: REFUSAL });
  app.post(
    '/replies',
    {
      config: { scopes: REPLIES, repeat: 'possible', limits: 'at-once', texts: 'cleaned' },
      schema: {
        tags,
        operationId: 'replyFromAddress',
        summary: 'Somebody has answered, and only the address is known',
        description:
          'All open cases of the address stand still until a person has assigned it; GET /v1/replies lists them. With the channel call, text, phone or email an address that is none is 422, because it would stop nothing; a number may be written as in the country of the house. A refusal in it is an opt-out as well.',
        headers: KEY_POSSIBLE,
        body: exactly({ ...GIVEN, address: ADDRESS }),
        response: { 200: KeptFrom, 201: KeptFrom, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      checkSource(request, request.body.source);
      const kept = await client.replyFrom({ ...request.body, by: request.caller.person ?? undefined });
      return reply.status(kept.repeated ? 200 : 201).send(kept);
    },
  );

  app.get(
    '/replies',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'unassignedReplies',
        summary: 'Replies that nobody has assigned, oldest first',
        querystring: exactly(PAGE),
        response: {
          200: pageOf(
            Type.Object({
              reply: ref(Reply),
              cases: Type.Array(Type.String(), { description: 'Open cases that it pauses.' }),
            }),
          ),
          ...PROBLEMS,
        },
      },
    },
    async ({ query: { limit = 50, after } }) => {
      const found = await client.replies({ after, limit: limit + 1 });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map((each) => ({ reply: replyView(each), cases: each.cases })), next };
    },
  );

  app.post(
    '/replies/:id/assign',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'assignReply',
        summary: 'A person says which case a reply belongs to',
        params: Type.Object({ id: NAME }),
        headers: KEY_NEEDED,
        body: exactly(
          { case: nullable(Type.String({ minLength: 1, maxLength: 200 })) },
          { description: 'null: to no case.' },
        ),
        response: {
          200: Type.Object({
            id: Type.String(),
            delivered: Type.Boolean(),
            because: Type.Optional(Type.String()),
            resumed: Type.Array(Type.String(), { description: 'Other cases that it had paused.' }),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request) =>
      client.assignReply(request.params.id, request.body.case ?? 'none', { by: personOf(request) }),
  );

  app.post(
    '/messages/:id/undelivered',
    {
      config: { scopes: REPLIES, repeat: 'possible' },
      schema: {
        tags,
        operationId: 'messageUndelivered',
        summary: 'A message did not arrive',
        description:
          'It was no attempt and no warning; the case stands still until somebody has looked at the address.',
        params: Type.Object({ id: NAME }),
        headers: KEY_POSSIBLE,
        response: {
          200: Type.Object({
            caseId: Type.String(),
            delivered: Type.Boolean(),
            because: Type.Optional(Type.String()),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const message = await findMessage(client.ledger, id);
      if (message) checkCase(request, message.case_id);
      return client.undelivered(id, { source: nameOf(request) });
    },
  );
}
