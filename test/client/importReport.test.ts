import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ReportOutcome } from '../../activities/fetchReport.ts';
import type { ReportSource } from '../../connectors/config/reports.ts';
import { download } from '../../connectors/report/download.ts';
import { assembleReports, type Reports } from '../../worker/reports.ts';
import { type RunningWorker, startWorker } from '../../worker/worker.ts';
import { bundleOfToday } from '../support/bundle.ts';
import { checkIn, IMPORT_PROCEDURES, listOf, resultOf } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(120_000);

const SECRET = 'Bearer an-example-of-a-secret';
const FAR_AWAY = { cron: '0 3 1 1 *', zone: 'America/Los_Angeles' };

let stage: Stage;
let worker: RunningWorker;
let reports: Reports;
let bundle: Awaited<ReturnType<typeof bundleOfToday>>;
let site: Server;
const dataDir = mkdtempSync(join(tmpdir(), 'followthrough-reports-'));
const watched = mkdtempSync(join(tmpdir(), 'followthrough-watched-'));
/** What the other side answers next, and what it was asked. */
let answers: { status: number; body?: string }[] = [];
let asked: (string | undefined)[] = [];

beforeAll(async () => {
  stage = await openStage({ proceduresDir: IMPORT_PROCEDURES });
  site = createServer((request, response) => {
    asked.push(request.headers.authorization);
    const { status, body = '' } = answers.shift() ?? { status: 500 };
    response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/report.csv`;
  const sources: Record<string, ReportSource> = {
    'check-ins': {
      procedure: 'missed-check-in',
      from: { url, secret: { header: 'Authorization', value: SECRET } },
    },
    dropped: { procedure: 'missed-check-in', from: { folder: watched } },
  };
  const { ledgerUrl, address, namespace, taskQueue } = stage;
  reports = assembleReports({
    reports: sources,
    dataDir,
    system: {
      ledgerUrl,
      temporal: { address, namespace },
      taskQueue,
      proceduresDir: IMPORT_PROCEDURES,
    },
  });
  bundle = await bundleOfToday();
  worker = await startWorker({
    address,
    namespace,
    taskQueue,
    bundle,
    activities: reports.activities as never,
  });
});
afterAll(async () => {
  for (const { report } of await stage.client.scheduledReports())
    await stage.client.removeReport(report).catch(unlessGone);
  await worker.stop();
  await reports.close();
  await stage.close();
  site.closeAllConnections();
  await new Promise((resolve) => site.close(resolve));
});
beforeEach(() => {
  answers = [];
  asked = [];
});

/** Runs a scheduled report now and waits for its end. */
async function ran(report: string): Promise<{ id: string; outcome: ReportOutcome | Error }> {
  const { engine } = stage.client;
  const handle = engine.schedule.getHandle(`report:${report}`);
  // A schedule takes a moment to hear that a run has ended, and leaves out what comes before that.
  await until(async () => (await handle.describe()).info.runningActions.length === 0);
  const before = await runsOf(report);
  await stage.client.runReport(report);
  const run = await until(async () =>
    (await runsOf(report)).find(({ runId }) => before.every((each) => each.runId !== runId)),
  );
  const outcome = await engine.workflow
    .getHandle(run.workflowId, run.runId)
    .result()
    .catch((error: unknown) => error as Error);
  return { id: run.workflowId, outcome: outcome as ReportOutcome | Error };
}

/** Two runs of one second have the same workflow id. */
async function runsOf(report: string): Promise<{ workflowId: string; runId: string }[]> {
  const { info } = await stage.client.engine.schedule.getHandle(`report:${report}`).describe();
  return info.recentActions.map(({ action: { workflow } }) => ({
    workflowId: workflow.workflowId,
    runId: workflow.firstExecutionRunId,
  }));
}

async function historyOf(id: string) {
  return stage.client.engine.workflow.getHandle(id).fetchHistory();
}

describe('A scheduled report', () => {
  test('is fetched with its secret, imported, and kept with its result; twice opens nothing twice', async () => {
    await stage.client.scheduleReport({ report: 'check-ins', ...FAR_AWAY });
    const rows = [checkIn(), checkIn({ Coach: '' })];
    const body = await readFile(listOf(rows), 'utf8');
    answers = [
      { status: 200, body },
      { status: 200, body },
    ];
    const { outcome } = await ran('check-ins');
    expect(outcome).toMatchObject({ imports: [{ rows: 2, counts: { opened: 1, error: 1 } }] });
    const again = (await ran('check-ins')).outcome;
    expect(again).toMatchObject({ imports: [{ counts: { opened: 0, 'already-running': 1, error: 1 } }] });
    expect(asked).toEqual([SECRET, SECRET]);
    const kept = readdirSync(join(dataDir, 'reports', 'check-ins')).filter((name) =>
      name.endsWith('.result.csv'),
    );
    expect(kept).toHaveLength(2);
    const result = resultOf(join(dataDir, 'reports', 'check-ins', kept.sort()[0] ?? ''));
    expect(result.map((row) => row['outcome'])).toEqual(['opened', 'error']);
    const [latest] = await stage.client.imports();
    expect(latest).toMatchObject({ begun_by: 'report check-ins', procedure: 'missed-check-in' });
  });

  test('SRV-9: leaves nobody’s name, address or secret in Temporal, and replays', async () => {
    const body = await readFile(listOf([checkIn({ Name: 'Canary Person' })]), 'utf8');
    answers = [{ status: 200, body }];
    await stage.client.scheduleReport({ report: 'check-ins', ...FAR_AWAY });
    const { id } = await ran('check-ins');
    const history = await historyOf(id);
    const texts = JSON.stringify(history, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(texts).toContain('check-ins');
    for (const canary of ['Canary Person', '@example.com', 'an-example-of-a-secret', 'http://'])
      expect(texts).not.toContain(canary);
    await Worker.runReplayHistory({ workflowBundle: bundle }, history, id);
  });

  test('that the other side refuses, or that is no list, fails with a code for a person', async () => {
    await stage.client.scheduleReport({ report: 'check-ins', ...FAR_AWAY });
    for (const [answer, code] of [
      [{ status: 403 }, 'FT-INT-FETCH-REFUSED'],
      [{ status: 302 }, 'FT-INT-FETCH-REFUSED'],
      [{ status: 200, body: '<html>Please sign in</html>\nagain' }, 'FT-INT-HEADER'],
    ] as const) {
      answers = [answer];
      const { outcome } = await ran('check-ins');
      expect(outcome).toMatchObject({
        cause: { cause: { type: code, message: expect.stringContaining(code) } },
      });
    }
    expect(asked).toHaveLength(3);
  });

  test('from a watched folder: each whole list once, then it lies in done with its result', async () => {
    await stage.client.scheduleReport({ report: 'dropped', ...FAR_AWAY });
    const drop = async (name: string, ageSeconds: number) => {
      const file = join(watched, name);
      writeFileSync(file, await readFile(listOf([checkIn()]), 'utf8'));
      const at = Date.now() / 1_000 - ageSeconds;
      utimesSync(file, at, at);
    };
    await drop('b.csv', 60);
    await drop('a.csv', 60);
    await drop('still-written.csv', 0);
    const { outcome } = await ran('dropped');
    expect(outcome).toMatchObject({ imports: [{ counts: { opened: 1 } }, { counts: { opened: 1 } }] });
    expect(readdirSync(watched).sort()).toEqual(['done', 'still-written.csv']);
    const done = readdirSync(join(watched, 'done')).map((name) => name.replace(/^.*-(?=[ab])/, ''));
    expect(done.sort()).toEqual(['a.csv', 'a.result.csv', 'b.csv', 'b.result.csv']);
  });

  test('that the configuration does not have fails with FT-INT-REPORT', async () => {
    await stage.client.scheduleReport({ report: 'unknown', ...FAR_AWAY });
    const { outcome } = await ran('unknown');
    expect(outcome).toMatchObject({ cause: { cause: { type: 'FT-INT-REPORT' } } });
  });
});

describe('A schedule', () => {
  test('leaves a run out while one is at work, and makes up for 12 hours of an outage', async () => {
    await stage.client.scheduleReport({ report: 'hours', ...FAR_AWAY });
    const { policies, spec } = await stage.client.engine.schedule.getHandle('report:hours').describe();
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 12 * 3_600_000 });
    expect(spec.timezone).toBe('America/Los_Angeles');
  });

  test('is listed with its hours, paused, resumed, changed and removed', async () => {
    const { client } = stage;
    await client.scheduleReport({ report: 'listed', ...FAR_AWAY });
    const listed = (as: object) =>
      until(async () => {
        const found = (await client.scheduledReports()).find(({ report }) => report === 'listed');
        return found && Object.entries(as).every(([key, value]) => found[key as 'cron'] === value) && found;
      });
    const found = await listed({ paused: false, cron: FAR_AWAY.cron, zone: FAR_AWAY.zone });
    expect(found.nextAt).toBeGreaterThan(Date.now());
    await client.pauseReport('listed', 'Morgan');
    await listed({ paused: true });
    await client.resumeReport('listed', 'Morgan');
    await listed({ paused: false });
    await client.scheduleReport({ report: 'listed', cron: '30 6 * * MON', zone: 'Europe/Berlin' });
    await listed({ cron: '30 6 * * MON', zone: 'Europe/Berlin' });
    await client.removeReport('listed');
    await expect(client.pauseReport('listed', 'Morgan')).rejects.toMatchObject({ code: 'FT-INT-REPORT' });
  });

  test('with hours that nobody can read is refused', async () => {
    const schedule = (cron: string, zone = 'America/Los_Angeles') =>
      stage.client.scheduleReport({ report: 'wrong', cron, zone });
    await expect(schedule('0 25 * * *')).rejects.toMatchObject({
      code: 'FT-INT-SCHEDULE',
      message: expect.stringContaining('Hour is not in range'),
    });
    await expect(schedule('every day')).rejects.toMatchObject({ code: 'FT-INT-SCHEDULE' });
    await expect(schedule('0 7 * * *', '-08:00')).rejects.toMatchObject({ code: 'FT-INT-SCHEDULE' });
  });
});

describe('A download', () => {
  test('larger than allowed leaves no file behind', async () => {
    answers = [{ status: 200, body: 'x'.repeat(2_000) }];
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
    const folder = mkdtempSync(join(tmpdir(), 'followthrough-download-'));
    const load = () => download({ url, secret: null }, join(folder, 'report.csv'), { largest: 1_000 });
    await expect(load()).rejects.toMatchObject({ code: 'FT-INT-TOO-LARGE' });
    answers = [{ status: 503 }];
    await expect(load()).rejects.toMatchObject({ code: 'FT-INT-FETCH' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** Temporal's list of schedules is a moment late: one that a test has removed may still stand in it. */
function unlessGone(error: { code?: string }): void {
  if (error.code !== 'FT-INT-REPORT') throw error;
}
