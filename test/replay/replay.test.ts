import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { SCENARIOS } from '../case/scenarios.ts';
import { bundleFile, bundleOfToday } from '../support/bundle.ts';
import { changedBuild } from '../support/changedBuild.ts';
import { recordedHistories, RELEASE, replays } from './recorded.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Below this somebody has deleted histories: a gate that replays nothing proves nothing. */
const AT_LEAST = 30;

let recorded: Awaited<ReturnType<typeof recordedHistories>>;
beforeAll(async () => {
  recorded = await recordedHistories();
});

/** Names of the histories that the given workflow code does not replay. */
async function broken(workflowBundle: { code: string }): Promise<string[]> {
  const failed: string[] = [];
  for await (const result of Worker.runReplayHistories({ workflowBundle }, replays(recorded))) {
    if (result.error) failed.push(result.workflowId);
  }
  return failed;
}

describe('cases that began under earlier code', () => {
  it('DET-6: are there to replay: every scenario of this release has a history, and every history its scenario', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(AT_LEAST);
    const names = SCENARIOS.map(({ name }) => name);
    const ofThisRelease = recorded.filter(({ release }) => release === RELEASE).map(({ name }) => name);
    expect([...ofThisRelease].sort()).toEqual([...names].sort());
    expect(recorded.filter(({ name }) => !names.includes(name))).toEqual([]);
  });

  it('DET-6: go on under the code of today', async () => {
    expect(await broken(await bundleOfToday())).toEqual([]);
  }, 120_000);

  it('DET-3: go on in another zone and locale of the machine', async () => {
    const script = fileURLToPath(new URL('replayAll.ts', import.meta.url));
    const bundle = await bundleFile();
    const env = {
      ...process.env,
      FOLLOWTHROUGH_BUNDLE: bundle,
      TZ: 'Pacific/Auckland',
      LANG: 'de_DE.UTF-8',
      NODE_OPTIONS: '',
    };
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script], { cwd: root, env });
    const { stdout } = await run;
    expect(stdout.trim().split('\n').at(-1)).toBe(`${recorded.length} replayed in Pacific/Auckland`);
  }, 120_000);
});

describe('an interpreter that does things in another order', () => {
  it('DET-6: fails the replay', async () => {
    const record = "  if (state.unrecorded) return { need: 'record', changes: state.unrecorded };\n";
    const end = "  if (state.outcome) return { need: 'end', outcome: state.outcome.outcome };\n";
    const file = 'domain/program/next.ts';
    const reordered = await changedBuild({ file, from: record + end, to: end + record });
    const failed = await broken(reordered);
    expect(failed.length).toBeGreaterThan(0);
  }, 120_000);
});
