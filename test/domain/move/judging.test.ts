import { describe, expect, test } from '@jest/globals';
import { compile } from '../../../domain/compile/compile.ts';
import { changesBetween } from '../../../domain/move/changes.ts';
import { type Move, moveCase } from '../../../domain/move/move.ts';
import type { Refused } from '../../../domain/move/errors.ts';
import type { Instant } from '../../../domain/program/program.ts';
import { type Edit, edited, type Sound, shipped } from '../../support/editedProcedure.ts';
import { Play } from '../../support/playing.ts';
import { rulesOf } from '../../support/shipped.ts';

const FILE = 'procedure.yaml';
const SENT = Date.parse('2026-03-12T10:00:00+11:00');
const LAST_WORD = "---\nsubject: 'Your ticket'\n---\n{% render 'closing-statement' %}\n";
const ALERT = Date.parse('2026-03-09T10:00:00-07:00');

function begin({ procedure, hash }: Sound, variant: string | null, zero: Instant, facts = {}): Play {
  return new Play(compile(procedure, variant, hash), rulesOf(procedure.clock.calendar), zero, zero, facts);
}

/** Judges the case by the version that these edits make, and by the calendar that it names. */
async function judged(
  play: Play,
  name: string,
  edits: Edit[],
): Promise<{ refused: Refused[] } | { move: Move; to: ReturnType<typeof compile> }> {
  const [old, now] = [await shipped(name), await edited(name, edits)];
  const to = compile(now.procedure, play.program.variant, now.hash);
  const { program, state, calendar, zero, at } = play;
  const found = moveCase({
    program,
    state,
    to,
    calendar,
    known: [calendar],
    zero,
    zeroBefore: zero,
    now: at,
    closes: (effect) =>
      effect.verb === 'send' && old.messages.rendersClosing(effect.name, effect.channel, program.variant),
  });
  return 'move' in found ? { ...found, to } : found;
}

const codes = (found: Awaited<ReturnType<typeof judged>>) =>
  'refused' in found ? found.refused.map(({ code }) => code) : 'moved';

const waitsFor = (step: string) => (play: Play) => play.need.need === 'wait' && play.need.about === step;

describe('a case is not moved to a version', () => {
  test('that allows fewer attempts than were made', async () => {
    const play = begin(await shipped('three-follow-ups'), null, SENT).run(waitsFor('day-7'));
    const fewer: Edit[] = [
      [FILE, 'attempts-per-round: 3', 'attempts-per-round: 2'],
      [
        FILE,
        'send-email: follow-up-2\n\n  - day: 7',
        'send-email: follow-up-3\n      - act: resolve-ticket\n      - end: ended\n\n',
      ],
      [
        FILE,
        '    sop: Example Support Desk, article on follow-ups, step 3 (closing the ticket)\n    do:\n      - send-email: follow-up-3\n      - act: resolve-ticket\n      - end: ended\n',
        '',
      ],
      ['messages/follow-up-2.email.en.liquid', '', null],
    ];
    const found = await judged(play, 'three-follow-ups', fewer);
    expect(found).toEqual({
      refused: [{ code: 'too-many-attempts', about: '2 made, 1 to come, 2 allowed' }],
    });
  });

  test('that would write after the closing statement has gone out', async () => {
    const old: Edit[] = [
      [
        FILE,
        '      - act: resolve-ticket\n      - end: ended',
        '  - day: 9\n    do:\n      - act: resolve-ticket\n      - end: ended',
      ],
    ];
    const before = await edited('three-follow-ups', old);
    const play = begin(before, null, SENT).run(waitsFor('day-9'));
    const found = await judged(play, 'three-follow-ups', [
      [FILE, 'attempts-per-round: 3', 'attempts-per-round: 4'],
      [
        FILE,
        '      - send-email: follow-up-3\n',
        '      - send-email: follow-up-2\n\n  - day: 9\n    do:\n      - send-email: last-word\n',
      ],
      ['messages/follow-up-3.email.en.liquid', '', null],
      ['messages/last-word.email.en.liquid', '', LAST_WORD],
    ]);
    expect(codes(found)).toEqual(['closing-statement-sent']);
  });

  test('that does another act than the contact was warned of', async () => {
    const play = begin(await shipped('case-alert'), '5', ALERT).run(waitsFor('day-6'));
    expect(play.state.warnings.map(({ act }) => act)).toEqual(['proceed']);
    const other: Edit[] = [
      [FILE, '            warns-of: proceed\n', ''],
      [FILE, '          - act: proceed\n', ''],
      [FILE, '  - never: act proceed # the last reminder says what happens next\n    before: warning\n', ''],
      [FILE, '    before: act proceed\n', '    before: task release-production\n'],
    ];
    expect(codes(await judged(play, 'case-alert', other))).toEqual(['warned-of-another-act']);
  });

  test('whose step begins otherwise, while somebody is at a task of it', async () => {
    const play = begin(await shipped('case-alert'), '5', ALERT).run();
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['step']);
    const other: Edit[] = [[FILE, '            for: production\n', '            for: case-team\n']];
    expect(codes(await judged(play, 'case-alert', other))).toEqual(['in-a-persons-hands']);
  });

  test('that does not offer what was chosen for it', async () => {
    const play = begin(await shipped('case-alert'), '5', ALERT, { resolution: 'as-is' }).run(
      waitsFor('day-2'),
    );
    const fewer: Edit[] = [[FILE, '      as-is: proceed as is\n', '']];
    expect(await judged(play, 'case-alert', fewer)).toEqual({
      refused: [{ code: 'choice-gone', about: 'resolution: as-is' }],
    });
  });

  test('while something is being done in it, or a person must judge a problem', async () => {
    const play = begin(await shipped('three-follow-ups'), null, SENT).run(
      (each) => each.need.need === 'perform',
    );
    expect(codes(await judged(play, 'three-follow-ups', []))).toEqual(['under-way']);
    play.step(() => ({ status: 'failed', reason: 'ambiguous' }));
    expect(codes(await judged(play, 'three-follow-ups', []))).toEqual(['judgement-open']);
  });
});

describe('a case that is moved', () => {
  test('goes on behind what it has done, with what is new, and without what is gone', async () => {
    const play = begin(await shipped('case-alert'), '5', ALERT).run(waitsFor('day-3'));
    const found = await judged(play, 'case-alert', [
      [
        FILE,
        '      - send-portal: reminder-4\n      - note: reminder\n',
        '      - send-portal: reminder-2\n      - note: reminder\n',
      ],
      ['messages/reminder-4.portal.en.liquid', '', null],
      [FILE, 'day: { "2": 2, "5": 5 }', 'day: { "2": 2, "5": 6 }'],
      [FILE, 'day: { "2": 3, "5": 6 }', 'day: { "2": 3, "5": 8 }'],
    ]);
    if ('refused' in found) throw new Error(codes(found).toString());
    const { program, state, calendar, at } = play;
    const change = changesBetween(
      { program, state, calendar },
      { program: found.to, state: found.move.after, calendar },
      at,
    );
    expect(change).toMatchObject({
      waitsFor: { was: 'step:day-3', will: 'step:day-3' },
      added: ['send-portal:reminder-2'],
      dropped: ['send-portal:reminder-4'],
    });
    expect(change.shifted.map(({ what }) => what)).toEqual([
      'send-portal:last-reminder',
      'task:release-production',
      'act:proceed',
      'send-portal:response',
    ]);
    expect(change.next.will).toBe(change.next.was);
  });

  test('keeps its distance to the attempt that was made, and never gets a date that has passed', async () => {
    const play = begin(await shipped('three-follow-ups'), null, SENT).run(waitsFor('day-5'));
    const found = await judged(play, 'three-follow-ups', [[FILE, 'day: 5', 'day: 4']]);
    if ('refused' in found) throw new Error(codes(found).toString());
    // Day 3 is a Saturday, so the first went out on Monday: one full day lies between, whatever the new day is.
    expect(found.move.plan?.slots['day-4']?.label).toBe('Wed 18 Mar 2026 09:00');
  });

  test('keeps the approval only while who is asked and what is done are the same', async () => {
    const asked = async () =>
      begin(await shipped('missed-check-in'), 'check-in', Date.parse('2026-03-09T09:00:00-07:00'))
        .run()
        .doTask('call', 'voicemail')
        .run()
        .doTask('decision', 'approve')
        .run(({ state }) => state.warnings.length > 0);
    const play = await asked();
    const text: Edit[] = [[FILE, 'limit-hours: 24', 'limit-hours: 36']];
    const same = await judged(play, 'missed-check-in', text);
    const other = await judged(play, 'missed-check-in', [
      [FILE, '        with: stop-subscription\n', ''],
      [FILE, '  - never: note programme-ended\n    before: act stop-subscription\n', ''],
    ]);
    if ('refused' in same || 'refused' in other)
      throw new Error(`${String(codes(same))} ${String(codes(other))}`);
    expect(same.move.after.approvals).toHaveLength(1);
    expect(other.move.after.approvals).toEqual([]);
    expect(other.move.after.unrecorded?.log.map(({ what }) => what)).toContain('approval-void');
  });
});
