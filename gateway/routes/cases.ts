import { Type } from 'typebox';
import { cursorOf, paged, pageIn, readCursor } from '../cursor.ts';
import { CASE, CaseDetail, CaseSummary, PlannedStep, Status, TimelineEntry } from '../schemas/cases.ts';
import { exactly, LONG_PAGE, LONGEST_PAGE, NAME, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { detailView, entryView, plannedView, summaryView } from '../views/cases.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** How cases stand. */
export function caseRoutes(app: Api, { client }: Parts): void {
  const tags = ['Cases'];
  const config = { scopes: STAFF };

  app.get(
    '/cases',
    {
      config,
      schema: {
        tags,
        operationId: 'listCases',
        summary: 'Cases, newest first',
        querystring: exactly({
          status: Type.Optional(Status),
          procedure: Type.Optional(NAME),
          source: Type.Optional(NAME),
          owner: Type.Optional(NAME),
          ownerPerson: Type.Optional(NAME),
          rehearsal: Type.Optional(Type.Boolean()),
          ...PAGE,
        }),
        response: { 200: pageOf(ref(CaseSummary)), ...PROBLEMS },
      },
    },
    async ({ query: { status, limit = 50, after, ...filter } }) => {
      const place = after === undefined ? undefined : readCursor(after);
      const found = await client.list({
        ...filter,
        ...(status ? { status: [status] } : {}),
        ...(place ? { before: place.at, beforeId: place.id } : {}),
        limit: limit + 1,
      });
      const { items, next } = paged(found, limit, ({ openedAt, id }) => cursorOf(openedAt, id));
      return { items: items.map(summaryView), next };
    },
  );

  app.get(
    '/cases/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'showCase',
        summary: 'Everything the ledger has on a case',
        params: CASE,
        response: { 200: ref(CaseDetail), ...PROBLEMS },
      },
    },
    async ({ params }) => detailView(await client.show(params.id)),
  );

  app.get(
    '/cases/:id/timeline',
    {
      config,
      schema: {
        tags,
        operationId: 'caseTimeline',
        summary: 'What happened in a case, oldest first',
        params: CASE,
        querystring: exactly(LONG_PAGE),
        response: { 200: pageOf(ref(TimelineEntry)), ...PROBLEMS },
      },
    },
    async ({ params, query: { limit = LONGEST_PAGE, after } }) => {
      const { timeline } = await client.show(params.id);
      // An entry that comes late stands between others, so that the next page may begin with one that was seen.
      const page = pageIn(timeline, { limit, after }, (_, index) => String(index + 1));
      return { ...page, items: page.items.map(entryView) };
    },
  );

  app.get(
    '/cases/:id/plan',
    {
      config,
      schema: {
        tags,
        operationId: 'casePlan',
        summary: 'What lies ahead of a case if nobody answers',
        params: CASE,
        response: { 200: Type.Object({ items: Type.Array(ref(PlannedStep)) }), ...PROBLEMS },
      },
    },
    async ({ params }) => ({ items: (await client.plan(params.id)).map(plannedView) }),
  );
}
