import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { EffectResult } from '../../../domain/program/events.ts';
import type { Effect } from '../../../domain/program/program.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

/** A Monday at noon. */
const MONDAY = DateTime.fromISO('2026-03-09T12:00', { zone: 'America/Los_Angeles' }).toMillis();

const missedCheckIn = () => new Play(programOf('missed-check-in', 'check-in'), rulesOf('skin-care'), MONDAY);
const noAppointment = () => new Play(programOf('no-appointment-booked', null), rulesOf('clinic'), MONDAY);

/** Far more than it takes to come to rest. */
const MOVES = 300;

/** Nobody may be reached, a person leaves out each contact, and the manager approves whatever is asked. */
function playedOn(play: Play): Play {
  const refused = (effect: Effect): EffectResult =>
    effect.verb === 'send' || effect.verb === 'call'
      ? { status: 'failed', reason: 'opted-out' }
      : play.well(effect);
  for (let moves = 0; moves < MOVES; moves += 1) {
    if (play.step(refused)) continue;
    const kinds = play.state.tasks.map(({ kind }) => kind);
    if (kinds.includes('problem')) play.doTask('problem', 'leave-it-out');
    else if (kinds.includes('decision')) play.doTask('decision', 'approve');
    else return play;
  }
  throw new Error('the case goes round and round');
}

const question = (play: Play) => play.state.tasks.find(({ kind }) => kind !== 'aside');

const problems = (play: Play) => play.state.log.filter(({ what }) => what === 'problem').length;

describe.each([
  ['missed-check-in', missedCheckIn],
  ['no-appointment-booked', noAppointment],
])('a case of %s whose contact may not be reached any more', (_, open) => {
  it('does not warn for ever: left out once, the owner is asked what now, and nothing is ended', () => {
    const play = playedOn(open());
    expect(question(play)).toMatchObject({
      kind: 'declined',
      options: ['begin-again', 'hand-over', 'close'],
    });
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
    expect(play.out.filter(({ effect }) => effect.verb === 'act')).toEqual([]);
  });

  it('asks for each contact of a round once', () => {
    const play = playedOn(open());
    const contacts = new Set(
      play.state.log.filter(({ what }) => what === 'problem').map(({ about }) => about),
    );
    expect(problems(play)).toBe(contacts.size);
    expect(problems(play)).toBeLessThan(7);
  });

  it('ends as the owner says', () => {
    expect(playedOn(open()).doTask('declined', 'close').run().state.outcome?.outcome).toBe('withdrawn');
    const again = playedOn(open()).doTask('declined', 'begin-again');
    expect(playedOn(again).state.round).toBe(2);
    expect(question(again)?.kind).toBe('declined');
  });
});

describe('a warning that was left out', () => {
  const leftOut = () => playedOn(missedCheckIn());

  it('is given after all when the contact answers in the meantime and the case is resumed', () => {
    const play = leftOut();
    play.tell({ type: 'replied' });
    play.run().doTask('reply', 'resume').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
    play.doTask('decision', 'approve').run();
    expect(play.sent().at(-1)).toBe('send-portal:final-message');
    expect(play.state.outcome?.outcome).toBe('ended');
  });

  it('because it came back is not given again by itself either', () => {
    const play = missedCheckIn().run().doTask('call', 'voicemail').run().doTask('decision', 'approve');
    play.run((now) => now.sent().includes('send-portal:final-message'));
    const key = play.state.warnings[0]?.key ?? '';
    play.tell({ type: 'undelivered', key, effect: 0 });
    play.run().doTask('problem', 'leave-it-out').run();
    expect(question(play)?.kind).toBe('declined');
    expect(play.sent().filter((what) => what === 'send-portal:final-message')).toHaveLength(1);
  });
});

describe('a cancellation whose warning was left out', () => {
  it('waits for another way to go, and is not warned of again', () => {
    const play = new Play(programOf('case-alert', '5'), rulesOf('dental-lab'), MONDAY, MONDAY, {
      resolution: 'cancel',
      'pending-on': 'implant-size',
    });
    playedOn(play);
    expect(play.state.tasks).toMatchObject([{ kind: 'choose-resolution' }]);
    play.doTask('choose-resolution', 'as-is').run();
    expect(play.out.some(({ what }) => what === 'act:cancel')).toBe(false);
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
  });
});
