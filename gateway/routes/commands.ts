import { type Static, type TSchema, Type } from 'typebox';
import type { Asked as Answer } from '../../client/index.ts';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED, requestId } from '../access/repeat.ts';
import { momentOf, whenOf } from '../moments.ts';
import { Asked, CASE, OpenedCase } from '../schemas/cases.ts';
import { exactly, GivenDate, GivenMoment, NAME, nullable, PROBLEMS, ref, WORDS } from '../schemas/common.ts';
import { askedStatus, askedView } from '../views/asked.ts';
import { type Api, type Parts, STAFF } from './api.ts';

interface Given<B> {
  id: string;
  body: B;
  by: { by: string; id: string | undefined };
}

/** What people ask of a case. Each is recorded with who asked. */
export function commandRoutes(app: Api, { client }: Parts): void {
  function command<B extends TSchema>(
    word: string,
    operationId: string,
    summary: string,
    body: B,
    work: (given: Given<Static<B>>) => Promise<Answer>,
  ): void {
    app.post(
      `/cases/:id/${word}`,
      {
        config: { scopes: STAFF, repeat: 'needed' },
        schema: {
          tags: ['Cases'],
          operationId,
          summary,
          params: CASE,
          headers: KEY_NEEDED,
          body,
          response: { 200: ref(Asked), 202: ref(Asked), ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const by = { by: personOf(request), id: requestId(request) };
        const asked = await work({ id: request.params.id, body: request.body as Static<B>, by });
        return reply.status(askedStatus(asked)).send(askedView(asked));
      },
    );
  }
  const nothing = exactly({});

  command(
    'hold',
    'holdCase',
    'The case stands still until a date, or until somebody resumes it',
    exactly({
      until: Type.Optional(nullable(GivenDate)),
      reason: Type.Optional(
        Type.String({ maxLength: 100_000, description: 'Why. Left out in rehearsals only.' }),
      ),
      promise: Type.Optional(
        Type.Boolean({
          description: 'Something was promised for that date: the case goes on if nothing has come.',
        }),
      ),
    }),
    ({ id, body: { until, ...body }, by }) =>
      client.hold(id, { ...body, ...by, ...(until == null ? {} : { until: whenOf(until) }) }),
  );
  command(
    'resume',
    'resumeCase',
    'An answered or held case goes on with its next step',
    exactly({ notBefore: Type.Optional(GivenMoment) }),
    ({ id, body, by }) =>
      client.resume(id, {
        ...by,
        ...(body.notBefore === undefined ? {} : { notBefore: momentOf(body.notBefore) }),
      }),
  );
  command('settle', 'settleCase', 'The reply is what we waited for: the case ends', nothing, ({ id, by }) =>
    client.settle(id, by),
  );
  command(
    'wait-again',
    'waitAgain',
    'We have answered and wait again: a new round begins',
    exactly({ since: Type.Optional(GivenMoment) }),
    ({ id, body, by }) =>
      client.waitAgain(id, { ...by, ...(body.since === undefined ? {} : { since: momentOf(body.since) }) }),
  );
  command('withdraw', 'withdrawCase', 'The case is not followed up any more', nothing, ({ id, by }) =>
    client.withdraw(id, by),
  );
  command(
    'resolution',
    'chooseResolution',
    'Changes what happens without an answer',
    exactly({
      resolution: Type.String({
        minLength: 1,
        maxLength: 10_000,
        description: 'An option, or one with its detail.',
      }),
      fact: Type.Optional(NAME),
    }),
    ({ id, body, by }) => client.chooseResolution(id, { ...body, ...by }),
  );
  command(
    'withdraw-approval',
    'withdrawApproval',
    'Takes an approval back, until the act is done',
    exactly({ act: Type.Optional(NAME), note: Type.Optional(WORDS) }),
    ({ id, body, by }) => client.withdrawApproval(id, { ...body, ...by }),
  );

  app.post(
    '/cases/:id/hand-over',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags: ['Cases'],
        operationId: 'handOverCase',
        summary: 'Another person owns the case and signs its messages',
        params: CASE,
        headers: KEY_NEEDED,
        body: exactly({ to: nullable(NAME) }, { description: 'null: its role owns it.' }),
        response: { 200: Type.Object({ changed: Type.Boolean() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { changed } = await client.handOver(request.params.id, {
        to: request.body.to,
        by: personOf(request),
      });
      return { changed };
    },
  );

  app.post(
    '/cases/:id/reinstate',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags: ['Cases'],
        operationId: 'reinstateCase',
        summary: 'A manager takes an ended case up again, as a new case',
        params: CASE,
        headers: KEY_NEEDED,
        body: exactly({ from: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }),
        response: { 200: ref(OpenedCase), 201: ref(OpenedCase), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const opened = await client.reinstate(request.params.id, { ...request.body, by: personOf(request) });
      return reply
        .status(opened.existing ? 200 : 201)
        .header('location', `/v1/cases/${encodeURIComponent(opened.id)}`)
        .send(opened);
    },
  );
}
