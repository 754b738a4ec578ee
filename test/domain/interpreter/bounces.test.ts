import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Operation } from '../../../domain/program/program.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const DUE = DateTime.fromISO('2026-03-09T12:00', { zone: 'America/Los_Angeles' }).toMillis();
const PROGRAM = programOf('missed-check-in', 'check-in');

type Perform = Extract<Operation, { op: 'perform' }>;
/** The attempt that is made by text and email: the third, after a message in the portal and a call. */
const both = PROGRAM.operations.find(
  (operation): operation is Perform =>
    operation.op === 'perform' && operation.effects.filter(({ verb }) => verb === 'send').length === 2,
);
if (!both) throw new Error('no step writes by two channels');
const [TEXT, EMAIL] = ['text', 'email'].map((channel) =>
  both.effects.findIndex((effect) => effect.verb === 'send' && effect.channel === channel),
) as [number, number];

function written(): Play {
  const play = new Play(PROGRAM, rulesOf('skin-care'), DUE).run().doTask('call', 'voicemail').run();
  expect(play.state.attempts).toBe(3);
  return play;
}

function bounce(play: Play, ...effects: number[]): Play {
  for (const effect of effects) play.tell({ type: 'undelivered', key: both?.key ?? '', effect });
  return play;
}

describe('An attempt by two channels', () => {
  it.each([
    ['text', TEXT],
    ['email', EMAIL],
  ])('is still one when only its %s comes back, and a person is asked about that', (_, effect) => {
    const { state } = bounce(written(), effect);
    expect([state.attempts, state.problem?.reason]).toEqual([3, 'undelivered']);
  });

  it('is none when both come back, and only that one is taken away', () => {
    expect(bounce(written(), TEXT, EMAIL).state.attempts).toBe(2);
  });

  it('of which both have come back is one again when a person says of one that it did arrive', () => {
    const play = bounce(written(), TEXT, EMAIL).doTask('problem', 'count-as-done');
    expect(play.state.attempts).toBe(3);
    expect(play.doTask('problem', 'leave-it-out').state.attempts).toBe(3);
  });

  it('is one, not two, when a person says of both that they did arrive', () => {
    const play = bounce(written(), TEXT, EMAIL).doTask('problem', 'count-as-done');
    expect(play.doTask('problem', 'count-as-done').state.attempts).toBe(3);
  });

  it('of which one counts although it came back, and comes back once more, is none less', () => {
    const play = bounce(written(), TEXT).doTask('problem', 'count-as-done');
    expect(bounce(play, TEXT).state.attempts).toBe(3);
  });
});

describe('A message that comes back', () => {
  const first = () => {
    const play = new Play(PROGRAM, rulesOf('skin-care'), DUE);
    return play.run(
      ({ need }) => need.need === 'perform' && need.effects.some(({ verb }) => verb === 'send'),
    );
  };

  it('before anybody has heard that it went out is no attempt either', () => {
    const play = first();
    const { need } = play;
    if (need.need !== 'perform') throw new Error(`the case does not send, but needs ${need.need}`);
    const effect = need.effects.findIndex(({ verb }) => verb === 'send');
    play.tell({ type: 'undelivered', key: need.key, effect, pass: 0 });
    const results = need.effects.map(() => ({ status: 'done', deliveredAt: play.at }) as const);
    play.tell({ type: 'performed', key: need.key, from: 0, results });
    expect(play.state.attempts).toBe(0);
  });

  it('of an earlier try says nothing of the one that is under way', () => {
    const play = first();
    const { need } = play;
    if (need.need !== 'perform') throw new Error(`the case does not send, but needs ${need.need}`);
    const effect = need.effects.findIndex(({ verb }) => verb === 'send');
    play.step((each) => (each.verb === 'send' ? { status: 'failed', reason: 'ambiguous' } : play.well(each)));
    play.run().doTask('problem', 'try-again');
    play.tell({ type: 'undelivered', key: need.key, effect, pass: 0 });
    expect(play.state.contacts).toEqual([]);
  });

  it('of which it was never known that it went out takes no other attempt away', () => {
    const play = written();
    play.tell({ type: 'undelivered', key: 'no-such-step/1', effect: 0 });
    expect(play.state.attempts).toBe(3);
  });
});

describe('An attempt whose first message has come back', () => {
  it('is one again when it goes on by its second channel', () => {
    const play = new Play(PROGRAM, rulesOf('skin-care'), DUE).run().doTask('call', 'voicemail');
    play.run(({ need }) => need.need === 'perform' && need.key === both.key);
    const result = { status: 'done', deliveredAt: play.at } as const;
    const before = both.effects.slice(0, Math.min(TEXT, EMAIL)).map(() => result);
    const stopped = { status: 'not-now', reason: 'quiet-hours', until: play.at + 3_600_000 } as const;
    play.tell({ type: 'performed', key: both.key, from: 0, results: [...before, result, stopped] });
    expect(play.state.attempts).toBe(3);
    bounce(play, Math.min(TEXT, EMAIL));
    expect(play.state.attempts).toBe(2);
    play.run();
    play.doTask('problem', 'leave-it-out').run();
    expect(play.state.attempts).toBe(3);
  });
});
