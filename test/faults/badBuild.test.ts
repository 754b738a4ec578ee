import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { fastForward } from '../../client/virtualTime.ts';
import {
  obtainTemporalServer,
  startTemporalServer,
  type TemporalServer,
} from '../../embedded/temporalServer.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/attributes.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { changedBuild } from '../support/changedBuild.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { programOf } from '../support/shipped.ts';

jest.setTimeout(150_000);

/** The server waits longer after each failed task, and a busy machine adds its own. */
const PATIENCE_MS = 60_000;
const MINUTE_MS = 60_000;
/** Five by default, which take a minute. */
const FAILURES_UNTIL_NAMED = 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute';
const SHOW = '        running.show();\n';
const WAIT = `        if (tooLong(input)) await carryOver(running, input, changed);
        if (changed()) break;
        const until = earlier(need.until, need.remind);
        const came = await waitUntil(until, () => running.now(), changed, waitingFor(running, need));
`;
/** Shows where a case stands after the wait and not before it: harmless to read, another order to cases that run. */
const REORDERED = { file: 'workflows/followUp.ts', from: SHOW + WAIT, to: WAIT + SHOW };

/** A later build, to which another meaning is known. */
const LATER = {
  file: 'domain/program/program.ts',
  from: 'const MEANINGS: readonly number[] = [1];',
  to: 'const MEANINGS: readonly number[] = [1, 2];',
};

let folder: string;
let temporal: TemporalServer;
let stage: Stage;
let badBuild: Awaited<ReturnType<typeof changedBuild>>;
let laterBuild: typeof badBuild;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-build-'));
  const { path } = await obtainTemporalServer();
  const starting = startTemporalServer({
    binary: path,
    dbFilename: join(folder, 'temporal.db'),
    logFile: join(folder, 'temporal.log'),
    headless: true,
    namespace: 'followthrough',
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    timerProcessorMaxTimeShift: '50ms',
    dynamicConfig: { [FAILURES_UNTIL_NAMED]: 1 },
  });
  const builds = [changedBuild(REORDERED), changedBuild(LATER)] as const;
  [temporal, badBuild, laterBuild] = await Promise.all([starting, ...builds]);
  stage = await openStage({ address: temporal.address });
});
afterAll(async () => {
  await stage?.close();
  await temporal?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('DET-15: a build that does things in another order stops no case for good', async () => {
  const { client } = stage;
  await stage.startWorker();
  const sleeping = await RehearsedCase.open(stage, 'America/Los_Angeles', {
    procedure: 'case-alert',
    variant: '2',
    facts: { 'alert-sent': '2026-03-09T10:00:00-07:00', 'doctor-name': 'Example' },
    contact: { name: 'Dr. Example', portal: 'example-dental' },
  });
  const { view, now } = await sleeping.until('step:day-2');
  const before = await client.timeline(sleeping.id);
  const health = async () => {
    const app = createGateway(client);
    const answer = await app.inject({ url: '/health', headers: { host: '127.0.0.1' } });
    return answer.json<Record<string, unknown>>();
  };
  expect(await health()).toMatchObject({ status: 'ok', stuck: [] });

  await stage.stopWorker();
  await stage.startWorker({ bundle: badBuild });
  const clock = fastForward(client.engine, sleeping.id, (view.nextAt ?? now) - now + MINUTE_MS).catch(
    (error: Error) => error,
  );
  const standing = await until(async () => {
    const seen = await health();
    return (seen['stuck'] as string[] | null)?.length && seen;
  }, PATIENCE_MS);
  expect(standing).toMatchObject({
    status: 'degraded',
    ledger: { ok: true },
    worker: { ok: true },
    stuck: [sleeping.id],
  });
  // Asked of the code itself: the server may name a time-out of a busy machine instead, and keeps the first name.
  const replayed = Worker.runReplayHistory(
    { workflowBundle: badBuild },
    await handle(sleeping.id).fetchHistory(),
  );
  await expect(replayed).rejects.toBeInstanceOf(DeterminismViolationError);
  expect((await handle(sleeping.id).describe()).status.name).toBe('RUNNING');
  expect(await client.timeline(sleeping.id)).toEqual(before);

  await stage.stopWorker();
  await stage.startWorker();
  await until(async () => (await sleeping.sent()).length === 2, PATIENCE_MS);
  expect(await clock).toBeUndefined();
  expect(await health()).toMatchObject({ status: 'ok', stuck: [] });
  await sleeping.until('task');
  await sleeping.task('step');
  expect(await sleeping.outcome()).toBe('proceeded');
  expect(await sleeping.sent()).toEqual([
    'Tue 10 Mar 9h send-portal:reminder-1',
    'Wed 11 Mar 9h send-portal:last-reminder',
    'Thu 12 Mar 9h send-portal:response',
  ]);
});

test('DET-8: a case of a meaning that the build does not know stands still, visibly, and goes on under one that does', async () => {
  const { taskQueue } = stage;
  const { engine } = stage.client;
  const program = { ...programOf('case-alert', '2'), meaning: 2 };
  const zero = Date.parse('2026-03-09T17:00:00Z');
  const input = { schema: 1, program, zero, facts: {}, plan: null, rehearsal: true };
  await stage.stopWorker();
  await stage.startWorker();
  const workflowId = 'of-a-later-meaning';
  await engine.workflow.start('followUp', { taskQueue, workflowId, args: [input] });
  const failed = await until(async () => {
    const { events = [] } = await handle(workflowId).fetchHistory();
    return events?.find((event) => event.workflowTaskFailedEventAttributes?.failure);
  }, PATIENCE_MS);
  expect(failed.workflowTaskFailedEventAttributes?.failure?.message).toMatch(/does not know meaning 2/);
  expect((await handle(workflowId).describe()).status.name).toBe('RUNNING');
  await stage.stopWorker();
  await stage.startWorker({ bundle: laterBuild });
  const snapshot = () =>
    handle(workflowId)
      .query<{ view: { status: string } }>('snapshot')
      .catch(() => null);
  expect(await until(snapshot, PATIENCE_MS)).toMatchObject({ view: { status: 'waiting' } });
  await handle(workflowId).terminate('it belongs to nobody');
});

function handle(id: string) {
  return stage.client.engine.workflow.getHandle(id);
}
