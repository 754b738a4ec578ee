import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const ZONE = 'America/Los_Angeles';
/** A Monday. */
const LAST = DateTime.fromISO('2026-03-09T11:00', { zone: ZONE }).toMillis();
const day = (at: number) => DateTime.fromMillis(at, { zone: ZONE }).toFormat('ccc d MMM HH:mm');
const open = () => new Play(programOf('no-appointment-booked', null), rulesOf('clinic'), LAST);
const went = (play: Play) => play.out.map(({ at, what }) => `${day(at)} ${what}`);
const calls = (play: Play, ...results: string[]) =>
  results.reduce((so, result) => so.doTask('call', result).run(), play.run());

describe('a client in the programme who books nothing', () => {
  it('gets two texts, three calls and a last text, and then only a manager ends the programme', () => {
    const play = calls(open(), 'voicemail', 'no-answer', 'spoke');
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision', about: 'end-programme' });
    expect(went(play)).toEqual([
      'Mon 16 Mar 09:00 send-text:first-attempt',
      'Mon 16 Mar 09:00 note:attempt',
      'Sat 21 Mar 09:00 send-text:second-attempt',
      'Sat 21 Mar 09:00 note:attempt',
      'Tue 24 Mar 09:00 note:attempt',
      'Tue 24 Mar 09:00 tell:two-more-attempts',
      'Sat 28 Mar 09:00 note:attempt',
      'Fri 3 Apr 09:00 send-text:last-attempt',
      'Fri 3 Apr 09:00 note:attempt',
    ]);
    expect(play.state.attempts).toBe(5);
    expect(day(play.at)).toBe('Sat 4 Apr 09:00');
    play.doTask('decision', 'approve').run();
    expect(play.out.map(({ what }) => what)).toContain('act:end-programme');
    expect(play.state.outcome?.outcome).toBe('ended');
  });

  it('who books is left alone from then on', () => {
    const play = open().run();
    play.tell({ type: 'condition-met', condition: 'booked' });
    play.run();
    expect(play.state.outcome?.outcome).toBe('booked');
    expect(play.state.tasks).toEqual([]);
  });

  it('who is found to have booked right before a text gets no text', () => {
    const play = open();
    play.run((now) => now.need.need === 'perform');
    play.step(() => ({ status: 'met', condition: 'booked' }));
    play.run();
    expect(play.out).toEqual([]);
    expect(play.state.outcome?.outcome).toBe('booked');
  });

  it('with a note that nobody has read is not contacted until a person has read it', () => {
    const play = open();
    play.run((now) => now.need.need === 'perform');
    play.step(() => ({ status: 'to-check', reason: 'unread-note' }));
    play.run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'hold' });
    expect(play.out).toEqual([]);
    play.doTask('check', 'go-on').run();
    expect(play.sent()).toContain('send-text:first-attempt');
  });

  it('is warned by the last text when nobody took the last call: the call alone would be no warning', () => {
    const play = calls(open(), 'voicemail', 'no-answer', 'no-answer');
    expect(play.state.warnings).toMatchObject([{ act: 'end-programme' }]);
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
  });

  it('whose call is made five days late keeps the planned distance to the next attempt from that day', () => {
    const play = calls(open(), 'voicemail');
    play.at += 5 * 24 * 3_600_000;
    play.doTask('call', 'voicemail').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
    expect(day(play.at)).toBe('Wed 8 Apr 09:00');
  });
});
