import { Type } from 'typebox';
import { checkCase, checkSource, personIf } from '../access/caller.ts';
import { KEY_POSSIBLE } from '../access/repeat.ts';
import { Asked, CASE, CaseSummary, ConditionMet, OpenCase, OpenedCase } from '../schemas/cases.ts';
import { NAME, PROBLEMS, ref } from '../schemas/common.ts';
import { TakenEvent } from '../schemas/imports.ts';
import { askedStatus, askedView } from '../views/asked.ts';
import { summaryView } from '../views/cases.ts';
import { type Api, INTAKE, type Parts } from './api.ts';

/** What outside systems tell: cases to open, events, conditions that came true. */
export function intakeRoutes(app: Api, { client, judge }: Parts): void {
  const tags = ['Intake'];

  app.post(
    '/cases',
    {
      config: { scopes: INTAKE, repeat: 'possible' },
      schema: {
        tags,
        operationId: 'openCase',
        summary: 'Open a case',
        description:
          'The same procedure, source and id never open a second case. 201: opened; 200: it was there before; 202: kept, and started as soon as Temporal can be reached.',
        headers: KEY_POSSIBLE,
        body: ref(OpenCase),
        response: { 200: ref(OpenedCase), 201: ref(OpenedCase), 202: ref(OpenedCase), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { body } = request;
      checkSource(request, body.source);
      const opened = await client.openCase({ ...body, by: personIf(request) });
      const status = !opened.started ? 202 : opened.existing ? 200 : 201;
      return reply
        .status(status)
        .header('location', `/v1/cases/${encodeURIComponent(opened.id)}`)
        .send(opened);
    },
  );

  app.get(
    '/cases/:id/status',
    {
      config: { scopes: INTAKE },
      schema: {
        tags,
        operationId: 'caseStatus',
        summary: 'How a case stands, without anything about the person',
        params: CASE,
        response: { 200: ref(CaseSummary), ...PROBLEMS },
      },
    },
    async (request) => {
      const found = await client.summary(request.params.id);
      checkSource(request, found.source);
      return summaryView(found);
    },
  );

  app.post(
    '/cases/:id/conditions',
    {
      config: { scopes: INTAKE, repeat: 'possible' },
      schema: {
        tags,
        operationId: 'conditionMet',
        summary: 'What the case waits for came true',
        description: 'In the word of the procedure. An event is counted once, by its source and its own id.',
        params: CASE,
        headers: KEY_POSSIBLE,
        body: ConditionMet,
        response: { 200: ref(Asked), 202: ref(Asked), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      checkSource(request, body.source);
      checkCase(request, params.id);
      const told = await client.conditionMet(params.id, body);
      return reply.status(askedStatus(told)).send(askedView(told));
    },
  );

  const EVENT = Type.Record(Type.String({ maxLength: 200 }), Type.Unknown(), {
    description:
      'The event as the other system has it; import.yaml of the procedure says what its fields mean.',
  });
  for (const newRound of [false, true]) {
    app.post(
      newRound ? '/events/:procedure/new-round' : '/events/:procedure',
      {
        config: { scopes: INTAKE, repeat: 'possible' },
        schema: {
          tags,
          operationId: newRound ? 'startNewRound' : 'takeEvent',
          summary: newRound
            ? 'An event of another system starts a new round'
            : 'An event of another system opens a case',
          description: newRound
            ? 'We have answered: the case of this occurrence waits again from the day zero of the event. Without an open case it opens one.'
            : 'A ticket, an alert, an appointment, by the same mapping as a row of a list. The same event again changes nothing.',
          params: Type.Object({ procedure: NAME }),
          headers: KEY_POSSIBLE,
          querystring: Type.Object({ variant: Type.Optional(NAME) }, { additionalProperties: false }),
          body: EVENT,
          response: { 200: ref(TakenEvent), 201: ref(TakenEvent), ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const { params, query, body: event, caller } = request;
        const source = caller.source ?? undefined;
        const from = { source, by: personIf(request) };
        const taken = await client.receiveEvent({ ...params, ...query, ...from, event, newRound, judge });
        const opened = taken.outcome === 'opened' || taken.outcome === 'joined';
        return reply.status(opened ? 201 : 200).send(taken);
      },
    );
  }
}
