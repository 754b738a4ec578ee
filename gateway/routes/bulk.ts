import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { OpenCase as Given } from '../../client/index.ts';
import { type Caller, checkSource, personIf } from '../access/caller.ts';
import { GatewayError } from '../errors.ts';
import { BODY_LIMIT } from '../limits/bodies.ts';
import { checkJson, checkTexts } from '../limits/json.ts';
import { atMost, bodyOf, linesOf } from '../limits/stream.ts';
import { answerTo, problemOf } from '../problems.ts';
import { OpenCase } from '../schemas/cases.ts';
import { PROBLEMS } from '../schemas/common.ts';
import { schemaCompiler, streamCompiler } from '../schemas/compiler.ts';
import { type Api, INTAKE, type Parts } from './api.ts';

export const LINES = 'application/x-ndjson';
/** In bytes, and in lines: their results are held until the caller reads them. */
const LARGEST = 32 * 1024 * 1024;
const MOST_LINES = 20_000;
const AT_ONCE = 6;

interface Sender {
  caller: Caller;
  by: string | undefined;
}

/** Opens a case for each line, as it comes in, and says of each line what became of it. */
export function bulkRoute(app: Api, { client }: Parts): void {
  const isCase = schemaCompiler()({ schema: OpenCase, method: 'POST', url: '', httpPart: 'body' });

  app.register(async (instance) => {
    const scope = instance as Api;
    scope.addContentTypeParser(LINES, { bodyLimit: LARGEST }, (_request, body, done) => done(null, body));
    scope.removeContentTypeParser('application/json');
    scope.post(
      '/cases/bulk',
      {
        config: { scopes: INTAKE },
        validatorCompiler: streamCompiler(),
        schema: {
          tags: ['Intake'],
          operationId: 'openCases',
          summary: 'Open many cases',
          description:
            'One JSON object a line, as for a single case, 20,000 at most. The answer has a line for each, in the order in which they are done: `line`, `status` as for a single case, and `case` or `problem`. A line is kept when its result says so, whatever becomes of the rest; the same list again opens nothing twice.',
          consumes: [LINES],
          body: Type.Unsafe<Readable>({ description: 'Lines of JSON.' }),
          response: {
            200: {
              description: 'A line of JSON for each line.',
              content: { [LINES]: { schema: { type: 'string' } } },
            },
            ...PROBLEMS,
          },
        },
      },
      async (request, reply) => {
        const body = bodyOf(request);
        // Whoever sends without reading must not be waited for: what is told is bounded by the number of lines.
        const results = new Readable({ read: () => undefined });
        const tell = (result: object) => results.push(`${JSON.stringify(result)}\n`);
        void openAll(body, { caller: request.caller, by: personIf(request) }, tell)
          .catch((error: Error) => {
            const answer = answerTo(error);
            if (answer.status >= 500 && !request.raw.destroyed)
              request.log.error({ err: error }, answer.code);
            tell({ line: null, status: answer.status, problem: problemOf(answer) });
            // The rest of the list is not waited for.
            reply.raw.once('finish', () => request.raw.destroy());
          })
          .finally(() => results.push(null));
        return reply.type(LINES).send(results as never);
      },
    );
  });

  async function openAll(body: Readable, sender: Sender, tell: (result: object) => void): Promise<void> {
    const busy = new Set<Promise<void>>();
    let lines = 0;
    for await (const { line, text } of linesOf(atMost(body, LARGEST), BODY_LIMIT)) {
      lines += 1;
      if (lines > MOST_LINES)
        throw new GatewayError('FT-HTTP-LIMIT', 413, `there are more than ${MOST_LINES} lines.`);
      const work = openOne(line, text, sender).then(tell);
      busy.add(work);
      void work.finally(() => busy.delete(work));
      if (busy.size >= AT_ONCE) await Promise.race(busy);
    }
    await Promise.all(busy);
  }

  async function openOne(line: number, text: string, { caller, by }: Sender): Promise<object> {
    try {
      const given = caseIn(text);
      checkSource({ caller }, given.source);
      const opened = await client.openCase({ ...given, by });
      return { line, status: !opened.started ? 202 : opened.existing ? 200 : 201, case: opened };
    } catch (error) {
      const answer = answerTo(error as Error);
      return { line, status: answer.status, problem: problemOf(answer) };
    }
  }

  function caseIn(text: string): Given {
    checkJson(text);
    const given = parsed(text);
    checkTexts(text, given);
    if (isCase(given)) return given as Given;
    const [first] = isCase.errors ?? [];
    throw Object.assign(new Error(`body${first?.instancePath ?? ''} ${first?.message ?? 'is no case'}`), {
      statusCode: 400,
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error('the line is not JSON'), { statusCode: 400 });
  }
}
