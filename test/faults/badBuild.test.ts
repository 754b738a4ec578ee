import { afterAll, beforeAll, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStage, type Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { changedBuild } from '../support/changedBuild.ts';
import { fastForward } from '../../client/virtualTime.ts';

jest.setTimeout(190_000);
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
}, 60_000);
afterAll(() => stage?.close());
test('probe', async () => {
  const t0 = Date.now();
  const log = (...a: unknown[]) =>
    process.stderr.write(
      `${Date.now() - t0} ${a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' ')}\n`,
    );
  const bundle = await changedBuild({
    file: 'workflows/followUp.ts',
    from: `        running.show();
        if (tooLong(input))`,
    to: `        if (tooLong(input))`,
  });
  log('bundled');
  const c = await RehearsedCase.open(stage, 'America/Los_Angeles', {
    procedure: 'case-alert',
    variant: '2',
    facts: { 'alert-sent': '2026-03-09T10:00:00-07:00', 'doctor-name': 'Example' },
    contact: { name: 'Dr. Example', portal: 'example-dental' },
  });
  const seen = await c.until('step:day-2');
  log('sleeps', seen.view);
  await stage.stopWorker();
  log('stopped');
  await stage.startWorker({ bundle });
  log('bad worker');
  fastForward(stage.client.engine, c.id, seen.view.nextAt! - seen.now + 60_000).then(
    () => log('ff done'),
    (e) => log('ff', String(e)),
  );
  const h = stage.client.engine.workflow.getHandle(c.id);
  for (let i = 0; i < 45; i++) {
    await sleep(2000);
    const d = await h.describe();
    const raw = d.raw.pendingWorkflowTask;
    log(
      d.status.name,
      raw ? { a: raw.attempt, st: raw.state } : 'none',
      d.searchAttributes['TemporalReportedProblems'] ?? '-',
    );
    if (i > 2 && d.searchAttributes['TemporalReportedProblems']) break;
  }
  for await (const w of stage.client.engine.workflow.list({
    query: `TemporalReportedProblems IS NOT NULL AND TaskQueue='${stage.taskQueue}'`,
  }))
    log('listed', w.workflowId, w.searchAttributes['TemporalReportedProblems'] ?? '-');
  const hist = await h.fetchHistory();
  for (const e of hist.events ?? [])
    if (
      e.workflowTaskFailedEventAttributes ||
      e.workflowTaskTimedOutEventAttributes ||
      e.workflowTaskCompletedEventAttributes
    )
      log(
        e.eventId,
        e.workflowTaskFailedEventAttributes ??
          e.workflowTaskTimedOutEventAttributes ??
          e.workflowTaskCompletedEventAttributes,
      );
  await stage.stopWorker();
  await stage.startWorker();
  log('good');
  const done = await c.until('task');
  log(done.view);
  await c.task('step');
  log(await c.outcome(), await c.sent());
});
