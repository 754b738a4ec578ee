import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { beginClosed } from '../../../domain/program/closed.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const ZONE = 'Australia/Sydney';
/** A Thursday: day 3 is a Saturday. */
const THURSDAY = DateTime.fromISO('2026-03-12T10:00', { zone: ZONE }).toMillis();

const open = () => new Play(programOf('three-follow-ups', null), rulesOf('support-desk'), THURSDAY);
const day = (at: number) => DateTime.fromMillis(at, { zone: ZONE }).toFormat('ccc d MMM HH:mm');
const waitsFor = (step: string) => (play: Play) => play.need.need === 'wait' && play.need.about === step;

describe('a solution that the customer does not answer', () => {
  it('is followed up three times, on Monday, Wednesday and Friday when it was sent on a Thursday', () => {
    const play = open().run();
    expect(play.out.map(({ at, what }) => `${day(at)} ${what}`)).toEqual([
      'Mon 16 Mar 09:00 send-email:follow-up-1',
      'Wed 18 Mar 09:00 send-email:follow-up-2',
      'Fri 20 Mar 09:00 send-email:follow-up-3',
      'Fri 20 Mar 09:00 act:resolve-ticket',
    ]);
    expect(play.state.outcome?.outcome).toBe('ended');
  });
});

describe('a customer who answers', () => {
  it.each([
    ['day-3', 0],
    ['day-5', 1],
    ['day-7', 2],
  ] as const)('before %s has had %s follow-ups and gets no more; the agent gets a task', (step, sent) => {
    const play = open().run(waitsFor(step));
    play.tell({ type: 'replied' });
    play.run();
    expect(play.sent()).toHaveLength(sent);
    expect(play.state.tasks.map(({ kind }) => kind)).toEqual(['reply']);
  });

  it('and whom the agent answers gets a new round of three, counted from that answer', () => {
    const play = open().run(waitsFor('day-5'));
    play.tell({ type: 'replied' });
    play.run();
    play.at = DateTime.fromISO('2026-03-17T16:00', { zone: ZONE }).toMillis();
    play.tell({ type: 'waits-again', since: play.at });
    play.run();
    const second = play.out.filter(({ round, effect }) => round === 2 && effect.verb === 'send');
    expect(second.map(({ at }) => day(at))).toEqual([
      'Thu 19 Mar 09:00',
      'Mon 23 Mar 09:00',
      'Wed 25 Mar 09:00',
    ]);
    expect(play.state.attempts).toBe(3);
  });

  it('after closing finds the same ticket opened again, and the case shows both rounds', () => {
    const play = open().run();
    play.tell({ type: 'replied' });
    play.run();
    expect(play.out.at(-1)?.what).toBe('act:reopen-ticket');
    expect(play.state.outcome).toBeNull();
    expect(play.state.past.map(({ outcome, round }) => `${round} ${outcome}`)).toEqual(['1 ended']);
    play.tell({ type: 'waits-again', since: play.at });
    play.run();
    expect(play.state.outcome).toMatchObject({ outcome: 'ended', round: 2 });
    expect(play.sent()).toHaveLength(6);
  });
});

describe('a customer who answers again and again after the end', () => {
  const reopening = ({ need }: Play) => need.need === 'perform' && need.step === 'reopening';
  const keyOf = ({ need }: Play) => (need.need === 'perform' ? need.key : null);

  it('has the ticket opened again each time, although the agent lets the case end in between', () => {
    const play = open().run();
    play.tell({ type: 'replied' });
    const first = keyOf(play.run(reopening));
    play.run();
    play.doTask('reply', 'resume').run();
    expect(play.state.outcome).toMatchObject({ outcome: 'ended', round: 1 });
    play.tell({ type: 'replied' });
    const second = keyOf(play.run(reopening));
    play.run();
    expect(play.out.filter(({ what }) => what === 'act:reopen-ticket')).toHaveLength(2);
    expect(first).not.toBeNull();
    expect(second).not.toBeNull();
    expect(second).not.toBe(first);
  });

  it('has it opened again by work of its own, also where the case begins anew for each answer', () => {
    const keys = ['reply-1', 'reply-2'].map((id) => {
      const play = open();
      const closed = {
        at: THURSDAY,
        outcome: 'ended',
        facts: {},
        plan: null,
        round: 1,
        attempts: 3,
      } as const;
      play.state = beginClosed(play.program, closed);
      play.tell({ type: 'replied', id });
      return keyOf(play.run(reopening));
    });
    expect(new Set(keys).size).toBe(2);
    expect(keys).not.toContain(null);
  });
});

describe('a follow-up that did not arrive', () => {
  it('does not count, and a person looks at the address before anything else is sent', () => {
    const play = open().run(waitsFor('day-5'));
    play.tell({
      type: 'undelivered',
      key: play.program.operations.find(({ op }) => op === 'perform')!.step + '/1',
      effect: 0,
    });
    play.run();
    expect(play.state.attempts).toBe(0);
    expect(play.need).toMatchObject({ need: 'wait', for: 'problem', about: 'undelivered' });
    play.at += 24 * 3_600_000;
    play.doTask('problem', 'try-again').run();
    expect(play.sent().slice(0, 2)).toEqual(['send-email:follow-up-1', 'send-email:follow-up-1']);
    expect(play.state.outcome?.outcome).toBe('ended');
  });
});
