import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { EffectResult } from '../../../domain/program/events.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const ZONE = 'America/Los_Angeles';
const OPENED = DateTime.fromISO('2026-03-09T10:00', { zone: ZONE }).toMillis();

const cancelling = () =>
  new Play(programOf('case-alert', '5'), rulesOf('dental-lab'), OPENED, OPENED, { resolution: 'cancel' });
const kinds = (play: Play) => play.state.tasks.map(({ kind }) => kind);
const sent = (play: Play) => play.out.filter(({ effect }) => effect.verb === 'send').map(({ what }) => what);
const atGate = (play: Play) => kinds(play).includes('choose-resolution') || kinds(play).includes('decision');

/** Up to the question whether the case is cancelled; the lab’s team has said that it wants that. */
function asked(play: Play): Play {
  play.run(atGate);
  if (kinds(play).includes('choose-resolution')) play.doTask('choose-resolution', 'cancel').run(atGate);
  return play;
}

/** These were found by `check`, on paths of two or three things that nobody plans for. */
describe('A case in which one thing crosses with another', () => {
  test('an act that was put off stays put off when its approval is taken back and another way is chosen', () => {
    const play = asked(cancelling());
    play.doTask('decision', 'approve');
    play.run(({ need }) => need.need === 'perform');
    const friday = play.at + 3 * 24 * 3_600_000;
    play.step(() => ({ status: 'not-now', reason: 'quiet-hours', until: friday }));
    play.run(({ need }) => need.need === 'wait');
    play.tell({ type: 'approval-withdrawn', act: 'cancel' });
    play.doTask('decision', 'decline').doTask('choose-resolution', 'as-suggested');
    play.run(({ need }) => need.need === 'perform');
    expect(play.at).toBeGreaterThanOrEqual(friday);
  });

  test('a warning on its way while the customer replies warns of nothing', () => {
    const play = cancelling();
    play.run(({ need }) => need.need === 'perform' && need.step === 'day-5');
    const need = play.need;
    if (need.need !== 'perform') throw new Error('there is no warning to be sent');
    play.tell({ type: 'replied' });
    const results: EffectResult[] = need.effects.map(() => ({ status: 'done', deliveredAt: play.at }));
    play.tell({ type: 'performed', key: need.key, results });
    expect(play.state.warnings).toEqual([]);
    expect(play.run().need).toMatchObject({ need: 'wait', for: 'answer' });
  });

  test('a second message that comes back waits until a person has judged the first', () => {
    const play = new Play(programOf('three-follow-ups', null), rulesOf('support-desk'), OPENED);
    play.run(({ out }) => out.length === 1);
    play.tell({ type: 'undelivered', key: 'day-3/1', effect: 0 });
    play.tell({ type: 'undelivered', key: 'day-3/1', effect: 0 });
    expect(kinds(play).filter((kind) => kind === 'problem')).toHaveLength(1);
    expect(play.run().need).toMatchObject({ need: 'wait', for: 'problem' });
  });

  test('the team’s word that it wants the cancellation counts, also when it comes late', () => {
    const play = cancelling();
    play.run(({ state }) => state.tasks.some(({ kind }) => kind === 'choose-resolution'));
    const before = sent(play).length;
    play.doTask('choose-resolution', 'cancel').run(atGate);
    expect(kinds(play)).toEqual(['decision']);
    expect(sent(play)).toHaveLength(before);
  });
});
