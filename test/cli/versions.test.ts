import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SHIPPED_PROCEDURES } from '../../procedures/library.ts';
import { ticket } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { orphansOf } from '../support/orphans.ts';
import { runHere } from './support/here.ts';

const NAME = 'three-follow-ups';

/** The real command line, with three tickets whose first follow-up lies some days ahead. */
describe('versions of a procedure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'followthrough-versions-'));
  let stage: Stage;
  let env: Record<string, string>;
  let ids: string[];
  beforeAll(async () => {
    cpSync(SHIPPED_PROCEDURES, folder, { recursive: true });
    stage = await openStage({ proceduresDir: folder });
    await stage.startWorker();
    env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_PROCEDURES: folder,
      FOLLOWTHROUGH_AS: 'kim',
      TZ: 'UTC',
    };
    const opened = await Promise.all(
      [ticket(), ticket(), ticket()].map((each) => stage.client.openCase(each)),
    );
    ids = opened.map(({ id }) => id).sort();
    edit(`${NAME}/procedure.yaml`, [
      ['version: 1', 'version: 2'],
      ['day: 5', 'day: 12'],
      ['day: 7', 'day: 19'],
    ]);
  }, 90_000);
  afterAll(async () => {
    await stage?.close({ orphans: ids });
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  function edit(file: string, changes: [from: string, to: string][]): void {
    const path = join(folder, file);
    const text = changes.reduce((so, [from, to]) => so.replace(from, to), readFileSync(path, 'utf8'));
    writeFileSync(path, text);
  }

  const command = (...args: string[]) => runHere(args, { env });
  const nextOf = async (id: string) => (await stage.client.show(id)).nextAt;

  test('are listed with the open cases on each, and told apart in plain English', async () => {
    const { stdout } = await command('versions', NAME);
    const rows = stdout.split('\n').slice(2);
    expect(rows[0]).toMatch(/^1 +[0-9a-f]{8} +.+ +desk +3 *$/);
    expect(rows[1]).toMatch(/^2 +[0-9a-f]{8} +not used yet +0 +the file$/);
    const differ = await command('diff', NAME, '1', 'file');
    expect(differ.stdout.split('\n').slice(2)).toEqual([
      '- The second attempt (follow-up-2) moves from Day 5 to Day 12.',
      '- The third attempt (follow-up-3, resolve-ticket) moves from Day 7 to Day 19.',
      '',
    ]);
    const [, hash = ''] = rows[1]?.split(/ +/) ?? [];
    expect((await command('diff', NAME, '1', hash)).stdout).toBe(differ.stdout);
    const unknown = await command('diff', NAME, '1', '7');
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('FT-CLI-VERSION')]);
  });

  test('cases are shown before they are moved, and moved step by step, each once', async () => {
    const move = (...more: string[]) => command('move-cases', NAME, '--to', 'file', ...more);
    const shown = await move();
    expect(shown.stderr).toBe('3 cases would be moved. Nothing has been changed: add --yes to do it.\n');
    for (const id of ids) expect(shown.stdout).toContain(`${id}: next as before, `);
    expect(shown.stdout).toMatch(/ {4}send follow-up-2 \(email\): .+ → .+/);
    const first = await move('--yes', '--limit', '1', '--why', 'more time to try it');
    expect(first.stderr).toMatch(/^1 case moved\. It ended before the last case: the limit is reached/);
    const rest = await move('--yes', '--why', 'more time to try it');
    expect(rest.stderr).toBe('2 cases moved, 1 case without a change.\n');
    expect((await move('--yes')).stderr).toBe('0 cases moved, 3 cases without a change.\n');
    await until(async () =>
      (await stage.client.versions(NAME)).find(({ version, openCases }) => version === 2 && openCases === 3),
    );
    for (const id of ids) {
      const words = (await stage.client.history(id)).map((line) => line.words);
      expect(words.filter((line) => line.startsWith('goes on under version 2'))).toEqual([
        expect.stringMatching(/ of its procedure, by kim: more time to try it$/),
      ]);
    }
  });

  test('DET-5: a day that becomes a day off moves the dates of open cases, after they have been shown', async () => {
    const [id = ''] = ids;
    const before = await nextOf(id);
    const day = new Date(before ?? 0).toLocaleDateString('en-CA', { timeZone: 'Australia/Sydney' });
    edit('calendars/support-desk.yaml', [
      [
        /^hours:.*$/m.exec(readFileSync(join(folder, 'calendars/support-desk.yaml'), 'utf8'))![0],
        `$&\nclosed:\n  "${day}": a day off of the test`,
      ],
    ]);
    const shown = await command('recalculate', '--calendar', 'support-desk');
    expect(shown.stderr).toMatch(/^3 cases would be recalculated\./);
    expect(await nextOf(id)).toBe(before);
    const done = await command(
      'recalculate',
      '--calendar',
      'support-desk',
      '--yes',
      '--why',
      'the desk is closed',
    );
    expect(done.stderr).toBe('3 cases recalculated.\n');
    await until(async () => ((await nextOf(id)) ?? 0) > (before ?? 0));
    const again = await command('recalculate', NAME, '--yes');
    expect(again.stderr).toBe('0 cases recalculated, 3 cases without a change.\n');
  });

  test('a case whose run was ended by hand is an orphan, and no other one is', async () => {
    expect(await orphansOf(stage.client)).toEqual([]);
    expect((await command('orphans')).stderr).toMatch(/^None: /);
    const [id = ''] = ids;
    await stage.client.engine.workflow.getHandle(id).terminate('a test');
    const found = await command('orphans');
    expect(found.stdout).toMatch(new RegExp(`^${id}: open in the ledger, but Temporal does not carry it`));
    expect([found.code, found.stdout.trim().split('\n').length]).toEqual([1, 1]);
  });
});
