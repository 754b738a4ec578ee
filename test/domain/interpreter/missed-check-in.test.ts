import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const ZONE = 'America/Los_Angeles';
/** A Monday; the day after, 17:00 is still inside no working hour, so the first message goes out on Wednesday. */
const DUE = instant('2026-03-09T12:00');

function instant(local: string): number {
  return DateTime.fromISO(local, { zone: ZONE }).toMillis();
}
const day = (at: number) => DateTime.fromMillis(at, { zone: ZONE }).toFormat('ccc d MMM HH:mm');
const open = (variant = 'check-in', due = DUE) =>
  new Play(programOf('missed-check-in', variant), rulesOf('skin-care'), due);
const went = (play: Play) => play.out.map(({ at, what }) => `${day(at)} ${what}`);
/** The coach left a voicemail, and the manager has been asked. */
const asked = () => open().run().doTask('call', 'voicemail').run();

describe('a missed check-in that nobody hands in', () => {
  it('is written, called, written once more, decided, warned of and ended, each in its window', () => {
    const play = open().run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'task' });
    play.at = instant('2026-03-11T15:30');
    play.doTask('call', 'voicemail').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision', about: 'end-programme' });
    play.doTask('decision', 'approve').run();
    expect(went(play)).toEqual([
      'Tue 10 Mar 12:00 send-portal:still-missing',
      'Thu 12 Mar 15:30 send-text:very-late',
      'Thu 12 Mar 15:30 send-email:very-late',
      'Fri 13 Mar 15:30 tell:non-compliant',
      'Fri 13 Mar 15:30 send-portal:final-message',
      'Fri 20 Mar 17:00 act:end-programme',
      'Fri 20 Mar 17:00 act:stop-subscription',
      'Fri 20 Mar 17:00 note:programme-ended',
    ]);
    expect(play.state.outcome?.outcome).toBe('ended');
    expect(play.state.attempts).toBe(4);
  });

  it('that falls due on a Friday afternoon is written on Monday morning, never on the weekend', () => {
    const play = open('check-in', instant('2026-03-06T16:00')).run();
    expect(went(play)[0]).toBe('Mon 9 Mar 09:00 send-portal:still-missing');
  });

  it('is followed up by email when the CRM says that our emails are opened, without a call', () => {
    const play = open();
    play.found = { 'email-opens': 'opened' };
    play.run();
    expect(play.sent()).toEqual([
      'send-portal:still-missing',
      'send-email:please-soon',
      'send-text:very-late',
      'send-email:very-late',
    ]);
  });

  it('whose emails do not arrive is a contact-data task as well, and the case does not wait for it', () => {
    const play = open();
    play.found = { 'email-opens': 'not-received' };
    play.run();
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['aside', 'call']);
    play.doTask('call', 'spoke').run();
    expect(play.sent()).toContain('send-text:very-late');
  });

  it.each(['check-in', 'low-consistency', 'pore-clogger'])(
    'has the same steps in the variant %s',
    (variant) => {
      const steps = (name: string) => programOf('missed-check-in', name).operations;
      expect(steps(variant)).toEqual(steps('check-in'));
    },
  );

  it('ends by itself when the check-in is handed in, and looks that up before each contact', () => {
    const { verify, conditions } = programOf('missed-check-in', 'check-in');
    expect(verify).toEqual(['check-in']);
    expect(conditions).toMatchObject({ 'checked-in': 'checked-in' });
  });

  it.each(['low-consistency', 'pore-clogger'])(
    'in the variant %s is about a check-in that was handed in: that ends nothing, nor is it looked up',
    (variant) => {
      const { verify, conditions } = programOf('missed-check-in', variant);
      expect(verify).toEqual([]);
      expect(conditions).toEqual({ 'case-withdrawn': 'withdrawn' });
    },
  );

  it('of a client who only needs the transition call is handed over, and nobody is contacted', () => {
    const program = programOf('missed-check-in', 'check-in');
    const facts = { 'programme-status': 'transition-call' };
    const play = new Play(program, rulesOf('skin-care'), DUE, DUE, facts).run();
    expect(play.out.map(({ what }) => what)).toEqual(['act:hand-over', 'note:handed-over']);
    expect(play.state.outcome?.outcome).toBe('handed-over');
  });
});

describe("the coach's call", () => {
  it('that nobody takes is a try, and the next message follows 24 hours after it', () => {
    const play = open().run();
    play.at = instant('2026-03-11T16:45');
    play.doTask('call', 'no-answer').run();
    expect(play.state.lastAttempt).toMatchObject({ how: 'email' });
    expect(went(play)[1]).toBe('Thu 12 Mar 16:45 send-text:very-late');
  });

  it('put off to another hour is asked for again then', () => {
    const play = open().run();
    const later = instant('2026-03-12T11:00');
    play.doTask('call', 'call-at', later).run();
    expect(day(play.at)).toBe('Thu 12 Mar 11:00');
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['call']);
  });

  it('with a promise keeps the case still until its date; kept, the case ends', () => {
    const play = open().run();
    play.doTask('call', 'spoke', instant('2026-03-18T18:00'));
    expect(play.need).toMatchObject({ need: 'record' });
    play.step();
    expect(play.need).toMatchObject({ need: 'wait', for: 'hold', about: 'promise' });
    play.tell({ type: 'condition-met', condition: 'checked-in' });
    play.run();
    expect(play.state.outcome?.outcome).toBe('checked-in');
  });

  it('with a promise that is broken lets the case go on after its date', () => {
    const play = open().run().doTask('call', 'spoke', instant('2026-03-18T18:00')).run();
    expect(play.state.log.map(({ what }) => what)).toContain('promise-broken');
    expect(went(play)[1]).toBe('Thu 19 Mar 09:00 send-text:very-late');
  });

  it('to a wrong number stops the case until the contact data are corrected', () => {
    const play = open().run().doTask('call', 'wrong-number').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'problem', about: 'wrong-number' });
    expect(play.state.attempts).toBe(1);
  });
});

describe('ending a programme', () => {
  it('never happens by silence: the question is escalated again and again', () => {
    const play = asked();
    const escalated = () => play.state.log.filter(({ what }) => what === 'escalated').length;
    for (let days = 0; days < 10; days += 1) {
      play.at += 24 * 3_600_000;
      play.tell({ type: 'time-came' });
      play.run();
    }
    expect(escalated()).toBeGreaterThanOrEqual(10);
    expect(play.state.outcome).toBeNull();
    expect(play.sent()).not.toContain('send-portal:final-message');
  });

  it('that is declined goes back to the coach, and nothing is ended', () => {
    const play = asked().doTask('decision', 'decline').run();
    expect(play.state.tasks.find(({ kind }) => kind === 'declined')?.options).toEqual([
      'ask-again',
      'begin-again',
      'hand-over',
      'close',
    ]);
    expect(play.sent()).not.toContain('send-portal:final-message');
    play.doTask('declined', 'ask-again').run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
  });

  it('does not happen when the check-in comes between approval and end', () => {
    const play = asked()
      .doTask('decision', 'approve')
      .run((now) => now.sent().includes('send-portal:final-message'));
    play.tell({ type: 'condition-met', condition: 'checked-in' });
    play.run();
    expect(play.state.outcome?.outcome).toBe('checked-in');
    expect(play.out.map(({ what }) => what)).not.toContain('act:end-programme');
  });

  it('after a reply wants a new approval, and only then a new final message', () => {
    const play = asked()
      .doTask('decision', 'approve')
      .run((now) => now.sent().includes('send-portal:final-message'));
    play.tell({ type: 'replied' });
    play.run().doTask('reply', 'resume').run();
    expect(play.state.log.map(({ what }) => what)).toContain('approval-void');
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
    expect(play.sent().filter((what) => what === 'send-portal:final-message')).toHaveLength(1);
    play.doTask('decision', 'approve').run();
    expect(play.sent().filter((what) => what === 'send-portal:final-message')).toHaveLength(2);
    expect(play.state.outcome?.outcome).toBe('ended');
  });

  it('can be called off until it is done: a withdrawn approval opens the question again', () => {
    const play = asked()
      .doTask('decision', 'approve')
      .run((now) => now.sent().includes('send-portal:final-message'));
    play.tell({ type: 'approval-withdrawn', act: 'end-programme' });
    play.run();
    expect(play.need).toMatchObject({ need: 'wait', for: 'decision' });
    expect(play.out.map(({ what }) => what)).not.toContain('act:end-programme');
  });

  it('leaves at least 72 hours after the final message: sent on a Wednesday, it is the Friday of the week after', () => {
    const play = asked();
    play.at = instant('2026-03-18T10:00');
    play.doTask('decision', 'approve').run();
    expect(went(play).slice(-4)).toEqual([
      'Wed 18 Mar 10:00 send-portal:final-message',
      'Fri 27 Mar 17:00 act:end-programme',
      'Fri 27 Mar 17:00 act:stop-subscription',
      'Fri 27 Mar 17:00 note:programme-ended',
    ]);
  });

  it('of which a reply lets only the first half happen tells a person what is left', () => {
    const play = asked().doTask('decision', 'approve');
    play.run((now) => now.need.need === 'perform' && now.need.step === 'end-of-week');
    play.step((effect) =>
      effect.name === 'stop-subscription' ? { status: 'answered', replies: ['r'] } : play.well(effect),
    );
    play.run();
    expect(play.state.tasks.map(({ kind, about }) => `${kind} ${about}`)).toContain(
      'left-over stop-subscription',
    );
  });

  it('whose second half fails tells a person which half is left, and ends nothing twice', () => {
    const play = asked().doTask('decision', 'approve');
    play.run((now) => now.need.need === 'perform' && now.need.step === 'end-of-week');
    play.step((effect) =>
      effect.name === 'stop-subscription' ? { status: 'failed', reason: 'unreachable' } : play.well(effect),
    );
    play.run();
    expect(play.state.tasks.find(({ kind }) => kind === 'problem')?.about).toMatch(/act:stop-subscription$/);
    play.doTask('problem', 'try-again').run();
    expect(play.out.filter(({ what }) => what === 'act:end-programme')).toHaveLength(1);
    expect(play.out.filter(({ what }) => what === 'act:stop-subscription')).toHaveLength(1);
    expect(play.state.outcome?.outcome).toBe('ended');
  });
});
