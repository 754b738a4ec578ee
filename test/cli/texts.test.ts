import { describe, expect, test } from '@jest/globals';
import { previewOne } from '../../cli/preview.ts';
import { libraryFrom, soundIn } from '../../cli/system/procedures.ts';
import { withTexts } from '../../cli/texts.ts';
import { filled } from '../../domain/preview/filled.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { FactError } from '../../domain/procedure/factErrors.ts';
import { variantsOf } from '../../domain/procedure/timetable.ts';
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

  test('says that the role signs, and how a person is added who signs instead', async () => {
    const facts = ['--fact', 'solution-sent=2026-03-05T15:00:00+11:00', '--texts'];
    const signed = await run(['preview', 'three-follow-ups', ...facts]);
    expect(signed.stdout).toMatch(/Signed with the role "[a-z-]+" here; .*followthrough people add/);
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

const SHIPPED = [
  'case-alert',
  'three-follow-ups',
  'missed-check-in',
  'no-appointment-booked',
  'customer-statement',
];

/** The day-zero fact alone, and each option of each choice once. */
function courses({ facts, clock }: Procedure): Record<string, string>[] {
  const zero = { [clock.dayZero]: '2026-03-09T10:30:00-07:00' };
  const chosen = Object.entries(facts).flatMap(([name, fact]) =>
    fact.type === 'choice'
      ? Object.keys(fact.options ?? {}).map((option) => ({ ...zero, [name]: option }))
      : [],
  );
  return [zero, ...chosen];
}

async function previews(name: string) {
  const sound = soundIn(await libraryFrom(), name);
  return variantsOf(sound.procedure).flatMap((variant) =>
    courses(sound.procedure).flatMap((given) => {
      const facts = filled(sound.procedure, given);
      try {
        return [withTexts(sound, previewOne(sound, variant ?? undefined, facts), facts)];
      } catch (error) {
        // An option that needs words of its own, or is not of this variant.
        if (error instanceof FactError) return [];
        throw error;
      }
    }),
  );
}

test.each(SHIPPED)('every text of %s can be written in its preview, whatever was chosen', async (name) => {
  const all = await previews(name);
  expect(all.length).toBeGreaterThan(0);
  const texts = all.flatMap(({ steps }) =>
    steps.flatMap(({ does }) => does.flatMap((item) => item.message ?? [])),
  );
  expect(texts.filter((text) => 'notWritten' in text)).toEqual([]);
});

test('the notes of a preview say how each attempt was made, and staff read what was done', async () => {
  const [told] = await previews('no-appointment-booked');
  const items = told?.steps.flatMap(({ does }) => does) ?? [];
  const text = (item: (typeof items)[number]) =>
    item.message && 'text' in item.message ? item.message.text : '';
  const notes = items.filter(({ name }) => name === 'attempt');
  expect(notes.map((note) => /^By: (.*)$/m.exec(text(note))?.[1])).toEqual([
    'text',
    'text',
    'voicemail',
    'voicemail',
    'voicemail and text',
  ]);
  expect(items.filter(({ name }) => name === 'two-more-attempts').map(text)).toEqual([
    expect.stringMatching(/first attempt[^]*second attempt[^]*third attempt" \(voicemail\)/),
  ]);
});

test('of the branches of one attempt only the one that is taken was tried afterwards', async () => {
  const [told] = await previews('missed-check-in');
  const late = told?.steps.flatMap(({ does }) => does).find(({ name }) => name === 'very-late');
  expect(late?.message).toMatchObject({
    text: expect.stringContaining('My message in your portal and the voicemail I left you had no answer.'),
  });
});

test('a cancellation shows the question to the team before the approval', async () => {
  const asked = ['preview', 'case-alert', '--variant', '5', ...MONDAY, '--fact', 'resolution=cancel'];
  const { stdout } = await run(asked);
  expect(stdout).toMatch(/decision cancel, approval of cancel, act cancel/);
  const allowed = (await run([...asked, '--fact', 'pending-on=shade'])).stdout;
  expect(allowed).toMatch(/ {2}approval of cancel, act cancel/);
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
