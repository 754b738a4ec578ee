import { Type } from 'typebox';
import type { ImportSummary } from '../../client/index.ts';
import { ROW_OUTCOMES } from '../../client/index.ts';
import { paged } from '../cursor.ts';
import { exactly, NAME, oneOf, PAGE, pageOf, PROBLEMS, ref } from '../schemas/common.ts';
import { Import, ImportRow } from '../schemas/imports.ts';
import { iso, isoOrNull } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** What became of lists and of their rows, however they came in. */
export function importRoutes(app: Api, { client }: Parts): void {
  const tags = ['Imports'];
  const config = { scopes: STAFF };
  const params = Type.Object({ id: NAME });

  app.get(
    '/imports',
    {
      config,
      schema: {
        tags,
        operationId: 'listImports',
        summary: 'Imports, newest first',
        querystring: exactly(PAGE),
        response: { 200: pageOf(ref(Import)), ...PROBLEMS },
      },
    },
    async ({ query: { limit = 50, after } }) => {
      const found = await client.imports({ limit: limit + 1, before: after });
      const { items, next } = paged(found, limit, ({ id }) => id);
      return { items: items.map(importView), next };
    },
  );

  app.get(
    '/imports/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'showImport',
        summary: 'One import',
        params,
        response: { 200: ref(Import), ...PROBLEMS },
      },
    },
    async (request) => importView(await client.showImport(request.params.id)),
  );

  app.get(
    '/imports/:id/rows',
    {
      config,
      schema: {
        tags,
        operationId: 'importRows',
        summary: 'What became of the rows of an import, in the order of the list',
        params,
        querystring: exactly({
          outcome: Type.Optional(oneOf(ROW_OUTCOMES)),
          limit: PAGE.limit,
          after: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
        }),
        response: { 200: pageOf(ref(ImportRow)), ...PROBLEMS },
      },
    },
    async (request) => {
      const { outcome, limit = 50, after } = request.query;
      const { id } = await client.showImport(request.params.id);
      const found = await client.importRows(id, {
        after: after === undefined ? undefined : Number(after),
        limit: limit + 1,
        ...(outcome === undefined ? {} : { outcomes: [outcome] }),
      });
      const { items, next } = paged(found, limit, ({ row }) => String(row));
      return {
        items: items.map(({ row, outcome: became, case_id: caseId, step, code, reason }) => ({
          row,
          outcome: became,
          caseId,
          step,
          code,
          reason,
        })),
        next,
      };
    },
  );
}

function importView(found: ImportSummary) {
  const { id, procedure, source, variant, list, rows, begun_by: begunBy, counts } = found;
  return {
    id,
    procedure,
    source,
    variant,
    list,
    rows,
    begunAt: iso(found.begun_at),
    begunBy,
    endedAt: isoOrNull(found.ended_at),
    counts,
  };
}
