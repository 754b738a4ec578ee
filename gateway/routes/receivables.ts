import { Type } from 'typebox';
import { type LevelAutomation as Level, statementDocument } from '../../client/index.ts';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED, type Remade, requestId } from '../access/repeat.ts';
import { CASE } from '../schemas/cases.ts';
import { exactly, NAME, PROBLEMS, ref } from '../schemas/common.ts';
import {
  DisputeItem,
  LevelAutomation,
  PrintedLetters,
  PrintLetters,
  Statement,
} from '../schemas/receivables.ts';
import { isoOrNull } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** So many letters are printed before a caller takes the request for dead and repeats it. */
const AT_ONCE = 200;

/** What customers owe, the letters about it, and which levels send by themselves. */
export function receivableRoutes(app: Api, { client }: Parts): void {
  const tags = ['Accounts receivable'];
  const config = { scopes: STAFF };
  const asked = { scopes: STAFF, repeat: 'needed' } as const;

  app.get(
    '/cases/:id/statement',
    {
      config,
      schema: {
        tags,
        operationId: 'showStatement',
        summary: 'What the customer of a case owes on a day',
        params: CASE,
        querystring: exactly({
          on: Type.Optional(
            Type.String({
              format: 'date',
              description: 'Left out: today, by the calendar of the procedure.',
            }),
          ),
        }),
        response: { 200: ref(Statement), ...PROBLEMS },
      },
    },
    async ({ params, query }) => {
      const given = await client.statement(params.id, query);
      return { caseId: given.caseId, ...statementDocument(given) };
    },
  );

  app.post(
    '/cases/:id/letter',
    {
      config: asked,
      schema: {
        tags,
        operationId: 'printLetter',
        summary: 'The letter that is due, as the account stands now; printing it is logged',
        produces: ['application/pdf'],
        params: CASE,
        headers: KEY_NEEDED,
        response: {
          200: { description: 'The letter.', content: { 'application/pdf': { schema: PDF } } },
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const by = { by: personOf(request), id: requestId(request) };
      const pdf = await client.letter(request.params.id, by);
      return reply.type('application/pdf').send(pdf);
    },
  );

  app.post(
    '/letters',
    {
      config: { ...asked, remade: lettersRemade(client) },
      schema: {
        tags,
        operationId: 'printLetters',
        summary: 'The letters of all accounts that are due and suggest one, as one PDF; each is logged',
        description: `Repeated with the same key it is the same PDF. ${AT_ONCE} at once: what is left says that there are more.`,
        headers: KEY_NEEDED,
        body: ref(PrintLetters),
        response: { 200: ref(PrintedLetters), ...PROBLEMS },
      },
    },
    async (request) => {
      const { pdf, cases, left } = await client.letterBatch({
        ...request.body,
        most: AT_ONCE,
        by: personOf(request),
        id: requestId(request),
      });
      return { pdf: pdf === null ? null : pdf.toString('base64'), cases, left };
    },
  );

  const Disputed = Type.Object({
    changed: Type.Boolean({ description: 'False: it was so already.' }),
    delivered: Type.Boolean({ description: 'False: the case is told as soon as it can be reached.' }),
  });
  app.post(
    '/cases/:id/dispute',
    {
      config: asked,
      schema: {
        tags,
        operationId: 'disputeInvoice',
        summary: 'An invoice is disputed, so that nobody asks for it, or this is settled',
        params: CASE,
        headers: KEY_NEEDED,
        body: ref(DisputeItem),
        response: { 200: Disputed, 202: Disputed, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const done = await client.dispute(request.params.id, { ...request.body, by: personOf(request) });
      return reply.status(done.delivered ? 200 : 202).send(done);
    },
  );

  app.get(
    '/automation',
    {
      config,
      schema: {
        tags,
        operationId: 'listAutomation',
        summary: 'The levels of a procedure, or of all, and which send by themselves',
        querystring: exactly({ procedure: Type.Optional(NAME) }),
        response: { 200: Type.Object({ items: Type.Array(ref(LevelAutomation)) }), ...PROBLEMS },
      },
    },
    async ({ query }) => ({ items: (await client.automations(query.procedure)).map(levelView) }),
  );

  for (const name of ['on', 'off'] as const)
    app.post(
      `/automation/:procedure/:level/${name}`,
      {
        config: asked,
        schema: {
          tags,
          operationId: name === 'on' ? 'switchAutomationOn' : 'switchAutomationOff',
          summary:
            name === 'on'
              ? 'The email of a level goes out by itself from now on, in running cases too'
              : 'A person is asked again before the email of a level goes out',
          params: Type.Object({ procedure: NAME, level: NAME }),
          headers: KEY_NEEDED,
          response: { 200: ref(LevelAutomation), ...PROBLEMS },
        },
      },
      async (request) => {
        const { procedure, level } = request.params;
        const by = personOf(request);
        return levelView(await client.switchAutomation({ procedure, level, on: name === 'on', by }));
      },
    );
}

/** The file of a batch is made again of the letters on record; whose they are, and whose not, is kept as it was answered. */
function lettersRemade(client: Parts['client']): Remade {
  type Answer = { pdf: string | null; cases: string[] };
  return {
    without: (body) => {
      const answer = JSON.parse(body) as Answer;
      return JSON.stringify({ ...answer, pdf: answer.pdf === null ? null : '' });
    },
    whole: async (kept, request) => {
      const answer = JSON.parse(kept) as Answer;
      if (answer.pdf === null) return kept;
      const [by, id] = [personOf(request), requestId(request)];
      const { pdf } = await client.letterBatch({ by, id, answered: answer.cases });
      return JSON.stringify({ ...answer, pdf: pdf === null ? null : pdf.toString('base64') });
    },
  };
}

const PDF = Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'application/pdf' });

function levelView({ since, ...level }: Level) {
  return { ...level, since: isoOrNull(since) };
}
