import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { SCENARIOS } from '../case/scenarios.ts';
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
    expect(await broken(await bundleWorkflows())).toEqual([]);
  }, 120_000);

  it('DET-3: go on in another zone and locale of the machine', async () => {
    const script = fileURLToPath(new URL('replayAll.ts', import.meta.url));
    const env = { ...process.env, TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', NODE_OPTIONS: '' };
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script], { cwd: root, env });
    const { stdout } = await run;
    expect(stdout.trim().split('\n').at(-1)).toBe(`${recorded.length} replayed in Pacific/Auckland`);
  }, 120_000);
});

describe('an interpreter that does things in another order', () => {
  let folder = '';
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('DET-6: fails the replay', async () => {
    folder = await mkdtemp(join(tmpdir(), 'reordered-'));
    for (const part of ['workflows', 'domain', 'activities', 'package.json', 'tsconfig.json']) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const next = join(folder, 'domain/program/next.ts');
    const source = await readFile(next, 'utf8');
    const before =
      "  if (state.unrecorded) return { need: 'record', changes: state.unrecorded };\n  if (state.outcome) return { need: 'end', outcome: state.outcome.outcome };\n";
    expect(source).toContain(before);
    const [record, end] = before.trimEnd().split('\n');
    await writeFile(next, source.replace(before, `${end}\n${record}\n`));
    const reordered = await bundleWorkflowCode({ workflowsPath: join(folder, 'workflows/index.ts') });
    const failed = await broken(reordered);
    expect(failed.length).toBeGreaterThan(0);
  }, 120_000);
});
