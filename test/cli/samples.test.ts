import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sampleCases } from '../../cli/samples/samples.ts';
import { freePort } from '../../embedded/ports.ts';
import { builtCommand } from '../support/built.ts';
import { lines, run, type Started, start } from './support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'followthrough-samples-'));
const dataDir = join(folder, 'data');
/** A machine without a Temporal server builds one first. */
const FIRST_START = 12 * 60_000;
let started: Started | undefined;

afterAll(() => {
  started?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function up(): Promise<Started> {
  const ports = [
    '--http-port',
    await freePort(),
    '--temporal-port',
    await freePort(),
    '--ui-port',
    await freePort(),
  ];
  const entry = await builtCommand();
  started = start(['up', '--data-dir', dataDir, ...ports.map(String)], { cwd: folder, entry });
  return started;
}

async function untilPrinted({ child, printed }: Started, words: string, within: number): Promise<number> {
  const begun = Date.now();
  for (;;) {
    const { stdout, stderr } = printed();
    if ((stdout + stderr).includes(words)) return Date.now() - begun;
    if (child.exitCode !== null || Date.now() - begun > within)
      throw new Error(`no "${words}" in:\n${stdout}${stderr}`);
    await sleep(100);
  }
}

describe('the very first start', () => {
  test(
    'opens sample cases of each procedure, which move within a minute and reach nobody',
    async () => {
      const first = await up();
      await untilPrinted(first, 'Followthrough runs', FIRST_START);
      expect(await untilPrinted(first, 'as far as they go by themselves', 60_000)).toBeLessThan(60_000);
      const cases = lines((await run(['list', '--rehearsals', '--data-dir', dataDir, '--json'])).stdout);
      expect(cases.every(({ source, rehearsal }) => source === 'sample' && rehearsal === true)).toBe(true);
      const statuses = (procedure: string) =>
        cases.filter((each) => each['procedure'] === procedure).map(({ status }) => status);
      expect(new Set(statuses('case-alert'))).toEqual(new Set(['closed', 'answered', 'held', 'waiting']));
      expect(new Set(statuses('three-follow-ups'))).toEqual(new Set(['closed', 'answered', 'waiting']));
      expect(new Set(statuses('missed-check-in'))).toEqual(new Set(['closed', 'answered', 'with-a-person']));
      expect(new Set(statuses('no-appointment-booked'))).toEqual(
        new Set(['waiting', 'answered', 'with-a-person']),
      );
      expect(statuses('customer-statement').sort()).toEqual(['answered', 'waiting', 'with-a-person']);
      expect(
        cases
          .map(({ outcome }) => outcome)
          .filter(Boolean)
          .sort(),
      ).toEqual(['ended', 'handed-over', 'proceeded']);
      first.child.kill('SIGINT');
      expect((await first.ended).code).toBe(0);
    },
    FIRST_START,
  );

  test('they are opened once only: a later start adds none, and goes on with those that are there', async () => {
    const second = await up();
    await untilPrinted(second, 'Followthrough runs', 60_000);
    expect(lines((await run(['list', '--rehearsals', '--data-dir', dataDir, '--json'])).stdout)).toHaveLength(
      sampleCases(Date.now()).length,
    );
    second.child.kill('SIGINT');
    const { code, stderr } = await second.ended;
    expect(code).toBe(0);
    expect(stderr).not.toContain('sample');
  }, 90_000);

  test('Ctrl-C while the samples move stops cleanly', async () => {
    rmSync(dataDir, { recursive: true, force: true });
    const third = await up();
    await untilPrinted(third, 'sample cases are opened', 60_000);
    await sleep(2_000);
    third.child.kill('SIGINT');
    const { code, stderr } = await third.ended;
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/stopped:|not stop|FT-/);
  }, 90_000);
});
