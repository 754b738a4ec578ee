import { describe, expect, test } from '@jest/globals';
import { lines, run } from './support/command.ts';

const MONDAY = ['--fact', 'alert-sent=2026-03-09T10:30:00-07:00'];

describe('preview --texts', () => {
  test('prints what each message says, at its moment and in the order of time', async () => {
    const facts = [...MONDAY, '--fact', 'doctor-name=Sample'];
    const { code, stdout } = await run(['preview', 'case-alert', ...facts, '--texts']);
    expect(code).toBe(0);
    const shown = stdout.slice(stdout.indexOf('── '));
    expect([...shown.matchAll(/^── (\w{3} \d.*)$/gm)].map(([, head]) => head)).toEqual([
      'Mon 9 Mar 2026 10:30 · note original-alert',
      'Tue 10 Mar 2026 09:00 · send reminder-1 (portal)',
      'Tue 10 Mar 2026 09:00 · note reminder',
      'Wed 11 Mar 2026 09:00 · send last-reminder (portal)',
      'Wed 11 Mar 2026 09:00 · note reminder',
      'Thu 12 Mar 2026 09:00 · task release-production',
      'Thu 12 Mar 2026 09:00 · send response (portal)',
      'Thu 12 Mar 2026 09:00 · note response',
    ]);
    expect(shown).toContain('   Dear Dr. Sample,');
    expect(shown).toMatch(/FU: aCRM reminder 1[\s\S]*FU: aCRM reminder 2/);
  });

  test('without it, nothing of the texts is printed, and a missing name is an example', async () => {
    expect((await run(['preview', 'case-alert', ...MONDAY])).stdout).not.toContain('Dear');
    expect((await run(['preview', 'case-alert', ...MONDAY, '--texts'])).stdout).toContain(
      'Dear Dr. Example,',
    );
  });

  test('a variant has its own wording, also as JSON', async () => {
    const asked = ['preview', 'case-alert', '--variant', '5', ...MONDAY, '--texts', '--json'];
    const [told] = lines((await run(asked)).stdout) as {
      steps: { day?: number; does: { verb: string; message?: { text: string } }[] }[];
    }[];
    const fourth = told?.steps.find(({ day }) => day === 4)?.does[0];
    expect(fourth).toMatchObject({
      verb: 'send-portal',
      message: { text: expect.stringContaining('urgent') },
    });
    const acts = told?.steps
      .flatMap(({ does }) => does)
      .filter(({ verb }) => verb === 'act' || verb === 'end');
    expect(acts?.every((item) => !('message' in item))).toBe(true);
  });
});

describe('explain --variant', () => {
  test('tells of this variant only', async () => {
    const both = (await run(['explain', 'case-alert'])).stdout;
    const one = (await run(['explain', 'case-alert', '--variant', '2'])).stdout;
    expect(both).toContain('What happens in variant "5"');
    expect(one).toContain('What happens in variant "2"');
    expect(one).not.toContain('What happens in variant "5"');
    expect(one).toContain('What holds always');
  });

  test('refuses a variant that there is not', async () => {
    const { code, stderr } = await run(['explain', 'case-alert', '--variant', '7']);
    expect(code).toBe(1);
    expect(stderr).toContain('FT-FCT-VARIANT');
  });
});
