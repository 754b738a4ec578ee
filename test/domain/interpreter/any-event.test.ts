import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '../../../domain/calendar/localTime.ts';
import { evolve } from '../../../domain/program/evolve/evolve.ts';
import { ERRAND, next } from '../../../domain/program/next.ts';
import { always, cancellingPlays, endingPlays, make, newPlay, plays, tell } from '../../support/anyPlays.ts';
import type { Play } from '../../support/playing.ts';

describe('whatever happens to a case, in whatever order', () => {
  it('nothing is sent after a reply until a person settles or resumes', () => {
    always((play, before, _made, outBefore) => {
      if (!before.answered || !play.state.answered) return;
      expect(play.out.slice(outBefore).filter(({ effect }) => effect.verb === 'send')).toEqual([]);
      expect(play.need.need === 'perform' ? play.need.step : 'reopening').toBe('reopening');
    });
  });

  it('nothing is sent while the case is held or a person must judge a problem', () => {
    always((play) => {
      if (!play.state.held && !play.state.problem) return;
      expect(play.need.need === 'perform' ? play.need.step : 'reopening').toBe('reopening');
    });
  });

  it('an outcome never changes; a reopened case keeps the old one as past', () => {
    always((play, before) => {
      expect(play.state.past.slice(0, before.past.length)).toEqual(before.past);
      if (!before.outcome || play.state.outcome === before.outcome) return;
      expect(play.state.outcome).toBeNull();
      expect(play.state.past.at(-1)).toEqual(before.outcome);
      expect(play.program.afterEnd).toBe('reopen');
    });
  });

  it('nothing is done for a closed case but to keep the record', () => {
    always((play) => {
      if (play.state.outcome) expect(['record', 'end']).toContain(play.need.need);
    });
  });

  it('an act that was approved is not done after a reply until it is approved again', () => {
    let voided = 0;
    always((play, before) => {
      if (before.approvals.length > 0 && play.state.answered) voided += 1;
      if (play.state.answered) expect(play.state.approvals).toEqual([]);
    }, cancellingPlays);
    expect(voided).toBeGreaterThan(0);
  });

  it('a case is never cancelled without a delivered warning, a later approval and no reply in between', () => {
    let cancellations = 0;
    always((play, before, _made, outBefore) => {
      const cancelled = play.out.slice(outBefore).some(({ what }) => what === 'act:cancel');
      if (!cancelled) return;
      cancellations += 1;
      expect(before.facts['resolution']).toBe('cancel');
      expect(before.answered).toBeNull();
      const warned = before.warnings.find(
        (warning) => warning.act === 'cancel' && warning.deliveredAt <= play.at,
      );
      const approved = before.approvals.find((approval) => approval.act === 'cancel');
      expect(warned).toBeDefined();
      expect(approved!.at).toBeGreaterThanOrEqual(warned!.at);
    }, cancellingPlays);
    expect(cancellations).toBeGreaterThan(0);
  });

  it('no two attempts reach the contact on one local day of one round, over however many channels each', () => {
    always((play, _before, _made, outBefore) => {
      if (play.out.length === outBefore) return;
      // What a person orders is kept apart by the gate, right before it goes out.
      const sends = play.out.filter(
        ({ effect, step, round }) => effect.verb === 'send' && step !== ERRAND && round === play.state.round,
      );
      const attempts = new Set(
        sends.map(({ at, step, pass }) => `${localDate(play.calendar.zone, at)} ${step} ${pass}`),
      );
      const days = new Set(sends.map(({ at }) => localDate(play.calendar.zone, at)));
      expect(attempts.size).toBe(days.size);
    });
  });

  it('a programme is never ended without a delivered warning, an approval that stands and no reply in between', () => {
    let ended = 0;
    always((play, before, _made, outBefore) => {
      if (!play.out.slice(outBefore).some(({ what }) => what === 'act:end-programme')) return;
      ended += 1;
      expect(before.answered).toBeNull();
      expect(before.approvals.map(({ act }) => act)).toContain('end-programme');
      const warned = before.warnings.find(
        ({ act, deliveredAt }) => act === 'end-programme' && deliveredAt <= play.at,
      );
      expect(warned).toBeDefined();
    }, endingPlays);
    expect(ended).toBeGreaterThan(0);
  });

  it('no more attempts than the procedure allows in a round', () => {
    always((play) => {
      if (play.program.attemptsPerRound === null) return;
      expect(play.state.attempts).toBeLessThanOrEqual(play.program.attemptsPerRound);
    });
  });

  it('MSG-2: the state is small JSON, and a case carried on from it needs and does the same', () => {
    always((play) => {
      const copied = JSON.parse(JSON.stringify(play.state)) as Play['state'];
      expect(copied).toEqual(play.state);
      expect(JSON.stringify(play.state).length).toBeLessThan(64 * 1024);
      expect(next(play.program, copied)).toEqual(next(play.program, play.state));
    });
  });

  it('MSG-4: the same message told again changes nothing', () => {
    always((play) => {
      const id = play.state.seen.at(-1);
      if (!id) return;
      for (const type of ['replied', 'withdrawn', 'held'] as const) {
        const again = { type, at: play.at, id, until: null } as Parameters<typeof evolve>[2];
        expect(evolve(play.program, play.state, again)).toEqual(play.state);
      }
    });
  });

  it('a case that is left alone and whose people do their tasks always comes to an end', () => {
    fc.assert(
      fc.property(plays, (given) => {
        const play = newPlay(given);
        for (const made of given.moves) make(play, made);
        for (let count = 0; count < 300 && play.need.need !== 'end'; count += 1) {
          if (play.step()) continue;
          if (play.state.held) play.tell({ type: 'resumed' });
          else if (play.state.tasks.length > 0)
            play.state.tasks.forEach((_task, index) => tell(play, 'task', index));
          else throw new Error(`stands still: ${JSON.stringify(play.need)}`);
        }
        expect(play.need.need).toBe('end');
      }),
      { numRuns: 100 },
    );
  });
});
