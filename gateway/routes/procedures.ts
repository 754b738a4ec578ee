import { Type } from 'typebox';
import { OpenCase } from '../schemas/cases.ts';
import { exactly, NAME, PROBLEMS, ref } from '../schemas/common.ts';
import { FileProblem, Preview, Procedure, Report } from '../schemas/procedures.ts';
import { iso, isoOrNull } from '../views/moments.ts';
import { type Api, INTAKE, type Parts, STAFF } from './api.ts';

const NAMED = Type.Object({ name: NAME });
const DAY = Type.Optional(Type.String({ format: 'date' }));

/** Procedures as their files are, and how they work. */
export function procedureRoutes(app: Api, { client }: Parts): void {
  const tags = ['Procedures'];
  const config = { scopes: STAFF };

  app.get(
    '/procedures',
    {
      config: { scopes: INTAKE },
      schema: {
        tags,
        operationId: 'listProcedures',
        summary: 'The procedures, those with problems included',
        response: { 200: Type.Object({ items: Type.Array(ref(Procedure)) }), ...PROBLEMS },
      },
    },
    async () => ({ items: await client.procedures() }),
  );

  const problems = Type.Object({ sound: Type.Boolean(), problems: Type.Array(ref(FileProblem)) });
  app.get(
    '/procedures/check',
    {
      config,
      schema: {
        tags,
        operationId: 'checkProcedures',
        summary: 'Everything that is wrong in the files of all procedures',
        response: { 200: problems, ...PROBLEMS },
      },
    },
    async () => checked(await client.checkProcedures()),
  );
  app.get(
    '/procedures/:name/check',
    {
      config,
      schema: {
        tags,
        operationId: 'checkProcedure',
        summary: 'Everything that is wrong in the files of a procedure',
        params: NAMED,
        response: { 200: problems, ...PROBLEMS },
      },
    },
    async ({ params }) => checked(await client.checkProcedures(params.name)),
  );

  app.get(
    '/procedures/:name/explanation',
    {
      config,
      schema: {
        tags,
        operationId: 'explainProcedure',
        summary: 'A procedure in plain English',
        params: NAMED,
        querystring: exactly({ variant: Type.Optional(NAME) }),
        response: { 200: Type.Object({ procedure: Type.String(), text: Type.String() }), ...PROBLEMS },
      },
    },
    async ({ params: { name }, query }) => ({
      procedure: name,
      text: await client.explainProcedure(name, query.variant),
    }),
  );

  app.post(
    '/procedures/:name/preview',
    {
      config,
      schema: {
        tags,
        operationId: 'previewProcedure',
        summary: 'Every date of a case before it is opened, if nobody answers',
        description: 'Facts that are only texts may be left out.',
        params: NAMED,
        body: exactly({ variant: Type.Optional(NAME), facts: OpenCase.properties.facts }),
        response: { 200: ref(Preview), ...PROBLEMS },
      },
    },
    async ({ params, body }) => client.previewProcedure(params.name, body),
  );

  app.get(
    '/procedures/:name/report',
    {
      config,
      schema: {
        tags,
        operationId: 'procedureReport',
        summary: 'How a procedure works, by week and by version',
        description: 'The whole weeks in which the two days lie; left out, the last quarter.',
        params: NAMED,
        querystring: exactly({ from: DAY, to: DAY }),
        response: { 200: ref(Report), ...PROBLEMS },
      },
    },
    async ({ params, query }) => {
      const { versions, ripeBeforeAt, ...report } = await client.report(params.name, query);
      return {
        ...report,
        ripeBeforeAt: isoOrNull(ripeBeforeAt),
        versions: versions.map(({ firstOpenedAt, lastOpenedAt, ...plain }) => ({
          ...plain,
          firstOpenedAt: iso(firstOpenedAt),
          lastOpenedAt: iso(lastOpenedAt),
        })),
      };
    },
  );
}

function checked<P>(problems: P[]): { sound: boolean; problems: P[] } {
  return { sound: problems.length === 0, problems };
}
