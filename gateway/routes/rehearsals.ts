import { type Static, type TSchema, Type } from 'typebox';
import { eventWords } from '../../client/wording.ts';
import type { RehearsalState } from '../../client/rehearse/state.ts';
import { KEY_POSSIBLE } from '../access/repeat.ts';
import { whenOf } from '../moments.ts';
import { CASE, Contact, OpenCase } from '../schemas/cases.ts';
import { exactly, GivenDate, NAME, oneOf, PROBLEMS, ref, WORDS } from '../schemas/common.ts';
import { Rehearsal, SEND_FAILURES } from '../schemas/rehearsals.ts';
import { plannedView } from '../views/cases.ts';
import { iso, isoOrNull } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** A case on the real engine whose clock is moved by hand: nobody is reached. */
export function rehearsalRoutes(app: Api, { client: { rehearsals } }: Parts): void {
  const tags = ['Rehearsals'];
  const config = { scopes: STAFF };
  const played = { scopes: STAFF, repeat: 'possible' } as const;

  app.post(
    '/rehearsals',
    {
      config: played,
      schema: {
        tags,
        operationId: 'startRehearsal',
        summary: 'Open a rehearsal at the time of its facts',
        headers: KEY_POSSIBLE,
        description: 'Facts that are left out get plain examples; nobody is reached.',
        body: exactly({
          procedure: NAME,
          variant: Type.Optional(NAME),
          facts: Type.Optional(OpenCase.properties.facts),
          contact: Type.Optional(ref(Contact)),
        }),
        response: { 201: ref(Rehearsal), ...PROBLEMS },
      },
    },
    async ({ body }, reply) => {
      const state = await rehearsals.start(body);
      const location = `/v1/rehearsals/${encodeURIComponent(state.id)}`;
      return reply.status(201).header('location', location).send(stateView(state));
    },
  );

  app.get(
    '/rehearsals/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'showRehearsal',
        summary: 'How a rehearsal stands',
        params: CASE,
        response: { 200: ref(Rehearsal), ...PROBLEMS },
      },
    },
    async ({ params }) => stateView(await rehearsals.state(params.id)),
  );

  function call<B extends TSchema>(
    word: string,
    operationId: string,
    summary: string,
    body: B,
    work: (id: string, body: Static<B>) => Promise<RehearsalState>,
  ): void {
    app.post(
      `/rehearsals/:id/${word}`,
      {
        config: played,
        schema: {
          tags,
          operationId,
          summary,
          params: CASE,
          headers: KEY_POSSIBLE,
          body,
          response: { 200: ref(Rehearsal), ...PROBLEMS },
        },
      },
      async (request) => stateView(await work(request.params.id, request.body as Static<B>)),
    );
  }
  const nothing = exactly({});
  const words = { note: Type.Optional(WORDS), by: Type.Optional(NAME) };

  call('step', 'stepRehearsal', 'To just past the next date on which it goes on by itself', nothing, (id) =>
    rehearsals.step(id),
  );
  call(
    'day',
    'passDays',
    'To eight in the morning, so many days from now',
    exactly({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })) }),
    (id, { days }) => rehearsals.day(id, days),
  );
  call(
    'to',
    'moveRehearsalTo',
    'To a moment, or to the morning of a date',
    exactly({ when: GivenDate }),
    (id, { when }) => rehearsals.to(id, whenOf(when)),
  );
  call(
    'reply',
    'rehearseReply',
    'The contact answers, now',
    exactly({ text: Type.Optional(WORDS) }),
    (id, { text }) => rehearsals.reply(id, text),
  );
  call(
    'condition',
    'rehearseCondition',
    'What the case waits for comes true, now',
    exactly({ condition: NAME }),
    (id, { condition }) => rehearsals.conditionMet(id, condition),
  );
  call(
    'task',
    'rehearseTask',
    'Staff do a task, or say that it cannot be done',
    exactly({
      task: Type.Optional(NAME),
      option: Type.Optional(NAME),
      until: Type.Optional(GivenDate),
      ...words,
    }),
    (id, { task, until, ...given }) =>
      rehearsals.doTask(id, task, { ...given, ...(until === undefined ? {} : { until: whenOf(until) }) }),
  );
  call(
    'decide',
    'rehearseDecision',
    'Whoever may decide answers the open question',
    exactly({ option: NAME, ...words }),
    (id, { option, ...given }) => rehearsals.decide(id, option, given),
  );
  call(
    'fail-next-send',
    'failNextSend',
    'Has the next message to the contact go wrong',
    exactly({ how: oneOf(SEND_FAILURES) }),
    (id, { how }) => rehearsals.failNextSend(id, how),
  );
  call('end', 'endRehearsal', 'Ends the rehearsal', nothing, (id) => rehearsals.end(id));
}

function stateView(state: RehearsalState): Static<typeof Rehearsal> {
  const { clock, nextAt, ahead, tasks, timeline } = state;
  return {
    ...state,
    clock: iso(clock),
    nextAt: isoOrNull(nextAt),
    ahead: ahead.map(plannedView),
    tasks: tasks.map(({ dueAt, ...task }) => ({ ...task, dueAt: isoOrNull(dueAt) })),
    timeline: timeline.map(({ at, ...entry }) => ({ ...entry, at: iso(at), words: eventWords(entry) })),
  };
}
