import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { addPart, beginUpload, dropUpload, uploadReceived } from '../../ledger/uploads.ts';
import { type Caller, nameOf } from '../access/caller.ts';
import { progressOf, uploadView } from '../imports/progress.ts';
import type { ImportRunner } from '../imports/runner.ts';
import { atMost, bodyOf, inParts } from '../limits/stream.ts';
import { exactly, NAME, oneOf, PROBLEMS, ref } from '../schemas/common.ts';
import { streamCompiler } from '../schemas/compiler.ts';
import { Upload } from '../schemas/imports.ts';
import { type Api, INTAKE, type Parts } from './api.ts';

/** In bytes: some hundred thousand rows. */
const LARGEST = 64 * 1024 * 1024;
const PART = 256 * 1024;

const EVENT = Type.Object({
  event: oneOf(['progress', 'end']),
  data: Type.String({ description: 'How the upload stands, as JSON.' }),
});

/** Lists and reports as files: kept as they come in, then imported, with a result for each row. */
export function uploadRoutes(app: Api, { client }: Parts, runner: ImportRunner): void {
  const tags = ['Imports'];

  app.register(async (instance) => {
    const scope = instance as Api;
    scope.addContentTypeParser('text/csv', { bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    scope.removeContentTypeParser('application/json');
    scope.post(
      '/uploads',
      {
        config: { scopes: INTAKE },
        validatorCompiler: streamCompiler(),
        schema: {
          tags,
          operationId: 'uploadList',
          summary: 'Import a list or report',
          description:
            'CSV in UTF-8 with a header, 64 MiB at most; import.yaml of the procedure says what the columns mean. 202: it is kept and will be imported, whatever happens. The same file again opens nothing twice.',
          consumes: ['text/csv'],
          querystring: exactly({
            procedure: NAME,
            variant: Type.Optional(NAME),
            list: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 200,
                description: 'How the list is called in the record.',
              }),
            ),
          }),
          body: Type.Unsafe<Readable>({ description: 'The file.' }),
          response: { 202: ref(Upload), ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const { ledger } = client;
        const file = bodyOf(request);
        const { procedure, variant = null, list = 'upload.csv' } = request.query;
        await client.canImport(procedure, { source: request.caller.source });
        const id = await beginUpload(ledger, { procedure, variant, list, begun_by: nameOf(request) });
        let bytes = 0;
        try {
          let part = 0;
          for await (const body of inParts(atMost(file, LARGEST), PART)) {
            await addPart(ledger, id, part, body);
            part += 1;
            bytes += body.length;
          }
        } catch (error) {
          await dropUpload(ledger, id).catch(() => undefined);
          throw error;
        }
        await uploadReceived(ledger, id, bytes);
        runner.wake();
        return reply
          .status(202)
          .header('location', `/v1/uploads/${id}`)
          .send(await uploadView(client, id));
      },
    );
  });

  /** A key of one system sees its own lists only. */
  async function shown(id: string, { source }: Caller) {
    const view = await uploadView(client, id);
    if (source !== null) await client.canImport(view.procedure, { source });
    return view;
  }

  const params = Type.Object({ id: NAME });
  app.get(
    '/uploads/:id',
    {
      config: { scopes: INTAKE },
      schema: {
        tags,
        operationId: 'showUpload',
        summary: 'How far an upload is',
        params,
        response: { 200: ref(Upload), ...PROBLEMS },
      },
    },
    async (request) => shown(request.params.id, request.caller),
  );

  app.get(
    '/uploads/:id/progress',
    {
      config: { scopes: INTAKE },
      schema: {
        tags,
        operationId: 'uploadProgress',
        summary: 'The same as server-sent events, until it is done',
        description: 'Events `progress` and, at last, `end`; their data is what the upload shows.',
        params,
        response: {
          200: { description: 'Events.', content: { 'text/event-stream': { schema: EVENT } } },
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      // Before the stream begins, so that a wrong id is a 404.
      await shown(request.params.id, request.caller);
      const events = Readable.from(progressOf(client, request.params.id));
      return reply
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .type('text/event-stream')
        .send(events as never);
    },
  );
}
