import { Type } from 'typebox';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED } from '../access/repeat.ts';
import { exactly, PROBLEMS, ref } from '../schemas/common.ts';
import { ScheduledReport, ScheduleReport } from '../schemas/reports.ts';
import { isoOrNull } from '../views/moments.ts';
import { ADMIN, type Api, type Parts, STAFF } from './api.ts';

const REPORT = Type.Object({ report: Type.String({ pattern: '^[a-z][a-z0-9-]{0,49}$' }) });

/** Reports that are fetched and imported by the clock. What the runs brought is in /imports. */
export function reportRoutes(app: Api, { client }: Parts): void {
  const tags = ['Imports'];

  app.get(
    '/reports',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listReports',
        summary: 'Reports that are fetched by the clock, and when',
        response: { 200: Type.Object({ items: Type.Array(ref(ScheduledReport)) }), ...PROBLEMS },
      },
    },
    async () => ({
      items: (await client.scheduledReports()).map(({ nextAt, lastAt, ...plain }) => ({
        ...plain,
        nextAt: isoOrNull(nextAt),
        lastAt: isoOrNull(lastAt),
      })),
    }),
  );

  app.post(
    '/reports/:report/schedule',
    {
      config: { scopes: ADMIN, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'scheduleReport',
        summary: 'A report is fetched at these hours from now on',
        params: REPORT,
        headers: KEY_NEEDED,
        body: ref(ScheduleReport),
        response: { 200: DONE, ...PROBLEMS },
      },
    },
    async (request) => {
      personOf(request);
      await client.scheduleReport({ ...request.params, ...request.body });
      return { done: true as const };
    },
  );

  for (const [word, summary] of [
    ['pause', 'A report is not fetched until it is resumed'],
    ['resume', 'A report is fetched at its hours again'],
    ['run', 'A report is fetched now, unless it is being fetched already'],
    ['remove', 'A report is not fetched any more'],
  ] as const)
    app.post(
      `/reports/:report/${word}`,
      {
        config: { scopes: word === 'remove' ? ADMIN : STAFF, repeat: 'needed' },
        schema: {
          tags,
          operationId: `${word}Report`,
          summary,
          params: REPORT,
          headers: KEY_NEEDED,
          body: exactly({}),
          response: { 200: DONE, ...PROBLEMS },
        },
      },
      async (request) => {
        await client[`${word}Report`](request.params.report, personOf(request));
        return { done: true as const };
      },
    );
}

const DONE = Type.Object({ done: Type.Literal(true) });
