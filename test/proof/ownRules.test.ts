import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Problem } from '../../domain/problem.ts';
import { readLibrary, SHIPPED_PROCEDURES } from '../../procedures/library.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-rules-'));
  for (const part of ['three-follow-ups', 'missed-check-in', 'no-appointment-booked', 'calendars'])
    await cp(join(SHIPPED_PROCEDURES, part), join(folder, part), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is said of a shipped procedure under these rules; null: it may run. */
async function under(
  name: string,
  rules: string,
): Promise<Pick<Problem, 'code' | 'message' | 'line'> | null> {
  const file = join(folder, name, 'procedure.yaml');
  const text = await readFile(join(SHIPPED_PROCEDURES, name, 'procedure.yaml'), 'utf8');
  const own = `rules:\n${rules}\n`;
  const has = /^rules:\n(?: .*\n)+/m;
  await writeFile(file, has.test(text) ? text.replace(has, own) : text.replace(/^steps:/m, `${own}steps:`));
  const { procedures } = await readLibrary(folder);
  const loaded = procedures.find((each) => each.name === name);
  const [problem] = loaded?.problems ?? [];
  expect(loaded?.procedure === undefined).toBe(problem !== undefined);
  return problem ? { code: problem.code, message: problem.message, line: problem.line } : null;
}

describe('A rule of a procedure’s own', () => {
  test.each([
    'never: send-email follow-up-1, after: send-email follow-up-2',
    'never: send-email follow-up-1, after: act resolve-ticket',
  ])('that holds on every path lets it run: %s', async (rule) => {
    expect(await under('three-follow-ups', `  - {${rule}}`)).toBeNull();
  });

  test('that does not hold keeps it from being loaded, with its line and the way that breaks it', async () => {
    const found = await under('three-follow-ups', '  - {never: send-email follow-up-2, after: contact}');
    const text = await readFile(join(folder, 'three-follow-ups', 'procedure.yaml'), 'utf8');
    expect(text.split('\n')[(found?.line ?? 0) - 1]).toContain('never: send-email follow-up-2');
    expect(found).toMatchObject({
      code: 'FT-PRF-OWN-RULE',
      message: expect.stringMatching(
        /opened \(behind 1 attempt made elsewhere\); .* next: follow-up-2 \(email\) — against a rule .* own \(never send-email follow-up-2 after contact\)\.$/,
      ),
    });
  });

  test('that wants something before something else is content where a person has left that out', async () => {
    const rule = '  - {never: send-email follow-up-2, before: send-email follow-up-1}';
    expect(await under('three-follow-ups', rule)).toBeNull();
  });

  test('can want a warning before something, whatever message gives it', async () => {
    expect(await under('no-appointment-booked', '  - {never: act, before: warning}')).toBeNull();
  }, 120_000);

  test('can wait for an approval, and sees when the approval is asked for too late', async () => {
    const approved = '  - {never: send-portal final-message, before: approved end-programme}';
    expect(await under('missed-check-in', approved)).toBeNull();
    const called = '  - {never: call, before: approved end-programme}';
    expect(await under('missed-check-in', called)).toMatchObject({ code: 'FT-PRF-OWN-RULE' });
  }, 120_000);

  test('cannot wait for an approval that the procedure never asks for', async () => {
    const says = await under('three-follow-ups', '  - {never: contact, before: approved resolve-ticket}');
    expect(says).toMatchObject({ code: 'FT-PRC-RULE' });
  });
});
