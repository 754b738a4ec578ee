import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Imported } from '../../client/index.ts';
import { checkIn, fileOf, IMPORT_PROCEDURES, listOf, resultOf } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(180_000);

const PROCESS = fileURLToPath(new URL('support/importProcess.ts', import.meta.url));
const ROWS = 50_000;
const HEAP_MB = 128;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: IMPORT_PROCEDURES });
});
afterAll(() => stage.close());

/** An import in a process of its own that may use so much memory. */
function importProcess(file: string, more: object = {}) {
  const { ledgerUrl, address, namespace, taskQueue } = stage;
  const given = { ledgerUrl, address, namespace, taskQueue, proceduresDir: IMPORT_PROCEDURES, file, ...more };
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', PROCESS, JSON.stringify(given)],
    { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit') as Promise<[number | null]>;
  const said: Record<string, unknown>[] = [];
  createInterface(child.stdout).on('line', (line) => said.push(JSON.parse(line)));
  return { child, gone, said };
}

describe('An import', () => {
  test('that is killed is taken up again: each row has one result, each client one case', async () => {
    const rows = Array.from({ length: 250 }, () => checkIn({ Email: '' }));
    const file = listOf(rows);
    const { child, gone } = importProcess(file);
    const cases = async () =>
      (await stage.client.list({ procedure: 'missed-check-in', limit: 10_000 })).length;
    await until(async () => (await cases()) >= 150);
    child.kill('SIGKILL');
    await gone;
    const left = await cases();
    expect(left).toBeLessThan(250);
    const [broken] = await stage.client.imports();
    expect(broken?.ended_at).toBeNull();

    const imported: Imported = await until(async () =>
      // The server notices that the killed process is gone, and its lock with it, within a moment.
      stage.client.importList({ procedure: 'missed-check-in', file, by: 'test' }).catch((error) => {
        if (error.code === 'FT-INT-BUSY') return null;
        throw error;
      }),
    );
    expect(imported).toMatchObject({ id: broken?.id, resumed: true, counts: { opened: 250 } });
    expect(await cases()).toBe(250);
    const result = resultOf(imported.result);
    expect(result.map(({ row }) => Number(row))).toEqual(rows.map((_, index) => index + 2));
    expect(new Set(result.map((row) => row['case'])).size).toBe(250);
    // Also those whose result was lost with the process.
    const warned = result.filter((row) => row['reason']?.includes('Nobody can be reached by email'));
    expect(warned).toHaveLength(250);
    expect((await stage.client.imports())[0]?.ended_at).not.toBeNull();
  });

  test('that is told to stop ends between two rows, and goes on later', async () => {
    const file = listOf(Array.from({ length: 30 }, () => checkIn()));
    const stop = new AbortController();
    const judge = async () => {
      stop.abort(new Error('enough'));
      return { open: {} };
    };
    const given = { procedure: 'missed-check-in', file, by: 'test' };
    await expect(stage.client.importList({ ...given, judge, signal: stop.signal })).rejects.toThrow('enough');
    const { resumed, counts } = await stage.client.importList(given);
    expect([resumed, counts.opened]).toEqual([true, 30]);
  });

  test(`of ${ROWS} rows fits into ${HEAP_MB} MB of heap, and tells how far it is`, async () => {
    const [header = '', row = ''] = readFileSync(listOf([checkIn()]), 'utf8').split('\n');
    const file = fileOf('', 'large.csv');
    const target = createWriteStream(file);
    target.write(`${header}\n`);
    for (let index = 0; index < ROWS; index += 1) {
      // Every tenth row is looked up and judged; the others the list itself leaves out.
      const status = index % 10 === 0 ? 'active' : 'ended';
      const line = row.replace(/^[^,]+/, `n-${index}`).replace('active', status);
      if (!target.write(`${line}\n`)) await once(target, 'drain');
    }
    target.end();
    await once(target, 'close');
    const { gone, said } = importProcess(file, { holdAll: true });
    const [code] = await gone;
    expect(code).toBe(0);
    const last = said.at(-1);
    expect(last).toMatchObject({ rows: ROWS, counts: { held: ROWS / 10, 'not-needed': ROWS * 0.9 } });
    expect(said.length).toBeGreaterThan(3);
    expect(resultOf(String(last?.['result'])).length).toBe(ROWS);
  });
});
