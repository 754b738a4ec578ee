import { Type } from 'typebox';
import type { CaseChange, CaseChanges as Changes } from '../../client/move/run.ts';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED } from '../access/repeat.ts';
import { exactly, NAME, PROBLEMS, ref } from '../schemas/common.ts';
import { CaseChanges, ProcedureVersion, RECALCULATE, RUN, VersionDifferences } from '../schemas/versions.ts';
import { changeView } from '../views/changes.ts';
import { isoOrNull } from '../views/moments.ts';
import { ADMIN, type Api, type Parts, STAFF } from './api.ts';

const NAMED = Type.Object({ name: NAME });
/** A request must end in a time that a caller waits. */
const USUAL = 200;
const MOST_SHOWN = 1_000;

/** Versions of procedures, and open cases that follow another one or take their dates anew. */
export function versionRoutes(app: Api, { client }: Parts): void {
  const tags = ['Procedures'];

  app.get(
    '/procedures/:name/versions',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'procedureVersions',
        summary: 'The versions of a procedure that cases have run on, and what its files say now',
        params: NAMED,
        response: { 200: Type.Object({ items: Type.Array(ref(ProcedureVersion)) }), ...PROBLEMS },
      },
    },
    async ({ params }) => ({
      items: (await client.versions(params.name)).map(({ firstSeen, ...plain }) => ({
        ...plain,
        firstSeen: isoOrNull(firstSeen),
      })),
    }),
  );

  const VERSION = Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Its number, the beginning of its hash, or file.',
  });
  app.get(
    '/procedures/:name/difference',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'versionDifference',
        summary: 'What one version does otherwise than another, in plain English',
        params: NAMED,
        querystring: exactly({ from: VERSION, to: Type.Optional(VERSION) }),
        response: { 200: ref(VersionDifferences), ...PROBLEMS },
      },
    },
    async ({ params, query: { from, to = 'file' } }) => client.diffVersions(params.name, from, to),
  );

  app.post(
    '/procedures/:name/move-cases',
    {
      config: { scopes: ADMIN, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'moveCases',
        summary: 'Open cases follow another version, each judged by itself',
        params: NAMED,
        headers: KEY_NEEDED,
        body: exactly({ to: VERSION, ...RUN }),
        response: { 200: ref(CaseChanges), ...PROBLEMS },
      },
    },
    async (request) => {
      const { apply = false, limit = USUAL, ...body } = request.body;
      const by = personOf(request);
      return changes((onCase) =>
        client.moveCases({ ...body, procedure: request.params.name, by, apply, limit, onCase }),
      );
    },
  );

  app.post(
    '/recalculate',
    {
      config: { scopes: ADMIN, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'recalculate',
        summary: 'Open cases take their dates anew, after their calendar was changed',
        headers: KEY_NEEDED,
        body: RECALCULATE,
        response: { 200: ref(CaseChanges), ...PROBLEMS },
      },
    },
    async (request) => {
      const { apply = false, limit = USUAL, ...body } = request.body;
      const by = personOf(request);
      return changes((onCase) => client.recalculate({ ...body, by, apply, limit, onCase }));
    },
  );
}

async function changes(run: (onCase: (change: CaseChange) => void) => Promise<Changes>) {
  const cases: ReturnType<typeof changeView>[] = [];
  const { counts, stopped } = await run((change) => {
    if (change.became !== 'unchanged' && cases.length < MOST_SHOWN) cases.push(changeView(change));
  });
  return { counts, cases, ...(stopped === undefined ? {} : { stopped }) };
}
