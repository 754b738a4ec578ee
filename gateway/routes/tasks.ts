import { Type } from 'typebox';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED, requestId } from '../access/repeat.ts';
import { momentOf, whenOf } from '../moments.ts';
import { Asked } from '../schemas/cases.ts';
import {
  exactly,
  GivenDate,
  NAME,
  nullable,
  oneOf,
  PAGE,
  pageOf,
  PROBLEMS,
  ref,
  WORDS,
} from '../schemas/common.ts';
import { CallAsked, Calls, Task, TASK_KINDS } from '../schemas/tasks.ts';
import { askedStatus, askedView } from '../views/asked.ts';
import { callView, taskView } from '../views/tasks.ts';
import { type Api, type Parts, STAFF } from './api.ts';

const TASK = Type.Object({ id: NAME });

/** What people have to do, and what they do with it. */
export function taskRoutes(app: Api, { client }: Parts): void {
  const tags = ['Tasks'];

  app.get(
    '/tasks',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listTasks',
        summary: 'What people have to do, most urgent first',
        querystring: exactly({
          role: Type.Optional(NAME),
          person: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 200,
              description: 'What this person has to do: their own, and what nobody has of their roles.',
            }),
          ),
          case: Type.Optional(NAME),
          kind: Type.Optional(oneOf(TASK_KINDS, { description: 'decision: questions to whoever decides.' })),
          due: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 40,
              description: 'overdue, or a moment before which they are due.',
            }),
          ),
          hidden: Type.Optional(Type.Boolean({ description: 'Those that are put off as well.' })),
          ...PAGE,
        }),
        response: { 200: pageOf(ref(Task)), ...PROBLEMS },
      },
    },
    async ({ query: { case: caseId, due, ...filter } }) => {
      const before = due === undefined || due === 'overdue' ? due : momentOf(due);
      const { tasks, next } = await client.taskPage({ ...filter, caseId, due: before });
      return { items: tasks.map(taskView), next };
    },
  );

  app.get(
    '/tasks/:id',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'showTask',
        summary: 'One task with its words and options',
        params: TASK,
        response: { 200: ref(Task), ...PROBLEMS },
      },
    },
    async ({ params }) => taskView(await client.task(params.id)),
  );

  const doing = (operationId: string, summary: string) => ({
    config: { scopes: STAFF, repeat: 'needed' as const },
    schema: {
      tags,
      operationId,
      summary,
      params: TASK,
      headers: KEY_NEEDED,
      response: { 200: ref(Asked), 202: ref(Asked), ...PROBLEMS },
    },
  });
  const OPTION = Type.String({
    minLength: 1,
    maxLength: 10_000,
    description: 'One of the options of the task.',
  });

  const complete = doing('completeTask', 'A person did a task. The first answer wins');
  app.post(
    '/tasks/:id/complete',
    {
      ...complete,
      schema: {
        ...complete.schema,
        body: exactly({ option: OPTION, note: Type.Optional(WORDS), until: Type.Optional(GivenDate) }),
      },
    },
    async (request, reply) => {
      const { option, note, until } = request.body;
      const asked = await client.completeTask(request.params.id, option, {
        by: personOf(request),
        id: requestId(request),
        note,
        until: until === undefined ? undefined : whenOf(until),
      });
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );

  app.post(
    '/tasks/:id/call',
    {
      config: { scopes: STAFF, repeat: 'needed' },
      schema: {
        tags,
        operationId: 'callForTask',
        summary: 'Puts a person through to the contact: their own telephone rings first',
        params: TASK,
        headers: KEY_NEEDED,
        response: { 202: ref(CallAsked), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const by = { by: personOf(request), id: requestId(request) };
      return reply.status(202).send(await client.callForTask(request.params.id, by));
    },
  );

  app.get(
    '/tasks/:id/calls',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listCalls',
        summary: 'The calls of a task, oldest first: what a machine saw is a suggestion, never the outcome',
        params: TASK,
        response: { 200: ref(Calls), ...PROBLEMS },
      },
    },
    async ({ params }) => {
      await client.task(params.id);
      return { items: (await client.taskCalls(params.id)).map(callView) };
    },
  );

  const decide = doing('decide', 'The answer to a decision, by whoever answers for its role');
  app.post(
    '/tasks/:id/decide',
    {
      ...decide,
      schema: { ...decide.schema, body: exactly({ option: OPTION, reason: Type.Optional(WORDS) }) },
    },
    async (request, reply) => {
      const { option, reason } = request.body;
      const by = { by: personOf(request), id: requestId(request), reason };
      const asked = await client.decide(request.params.id, option, by);
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );

  const snooze = doing('snoozeTask', '"Do it later": the task is hidden until then');
  app.post(
    '/tasks/:id/snooze',
    {
      ...snooze,
      schema: { ...snooze.schema, body: exactly({ until: GivenDate, note: Type.Optional(WORDS) }) },
    },
    async (request, reply) => {
      const { until, note } = request.body;
      const by = { by: personOf(request), id: requestId(request), note };
      const asked = await client.snoozeTask(request.params.id, { ...by, until: whenOf(until) });
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );

  const assign = doing('assignTask', 'A person has the task from now on, or nobody in particular');
  app.post(
    '/tasks/:id/assign',
    {
      ...assign,
      schema: { ...assign.schema, body: exactly({ to: nullable(NAME), note: Type.Optional(WORDS) }) },
    },
    async (request, reply) => {
      const { to, note } = request.body;
      const asked = await client.assignTask(request.params.id, {
        by: personOf(request),
        id: requestId(request),
        to,
        note,
      });
      return reply.status(askedStatus(asked)).send(askedView(asked));
    },
  );
}
