import { Type } from 'typebox';
import { CASE } from '../schemas/cases.ts';
import { exactly, Moment, PROBLEMS } from '../schemas/common.ts';
import { iso } from '../views/moments.ts';
import { ADMIN, type Api, type Parts } from './api.ts';

/** Who has looked at a case (LAW-10). */
export function viewRoutes(app: Api, { client }: Parts): void {
  app.get(
    '/cases/:id/views',
    {
      config: { scopes: ADMIN },
      schema: {
        tags: ['Cases'],
        operationId: 'caseViews',
        summary: 'Who has seen something of a case, newest first',
        description: 'On record only where the house works with health data.',
        params: CASE,
        querystring: exactly({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }),
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({ at: Moment, by: Type.String(), what: Type.String(), via: Type.String() }),
            ),
          }),
          ...PROBLEMS,
        },
      },
    },
    async ({ params, query }) => {
      const found = await client.privacy.views(params.id, query);
      return { items: found.map(({ at, by, what, via }) => ({ at: iso(at), by, what, via })) };
    },
  );
}
