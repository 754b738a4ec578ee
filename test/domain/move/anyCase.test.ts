import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { next } from '../../../domain/program/next.ts';
import { always, make, newPlay, plays } from '../../support/anyPlays.ts';
import { moveTo, recalculateNow } from '../../support/editions.ts';

/** Plays without moves and edited calendars of their own. */
const plain = plays.map((given) => ({
  ...given,
  // Few years, because spelling out the holidays of a year takes longer than a play.
  zero: Date.UTC(2026, 0, 1) + (given.zero % (365 * 86_400_000)),
  moves: given.moves.filter((made) => made.move !== 'tell' || !['moved', 'recalculated'].includes(made.what)),
}));

describe('whatever has happened to a case', () => {
  it('DET-5: recalculated by the calendar that it was planned with, every date stays', () => {
    let asked = 0;
    always((play) => {
      if (play.program.levels.length > 0 || play.need.need !== 'wait') return;
      const judged = recalculateNow(play);
      if (judged === null) asked += 1;
      else expect(judged).toHaveProperty('refused');
    }, plain);
    expect(asked).toBeGreaterThan(500);
  });

  it('moved to a version that differs in nothing, it waits for the same thing until the same moment', () => {
    let moved = 0;
    fc.assert(
      fc.property(plain, (given) => {
        const play = newPlay(given);
        for (const made of given.moves) make(play, made);
        if (play.program.levels.length > 0 || play.need.need !== 'wait') return;
        const before = play.need;
        const judged = moveTo(play, { ...play.program, hash: 'the-same-again' });
        if ('refused' in judged) {
          expect(['closed', 'judgement-open', 'under-way']).toContain(judged.refused[0]?.code);
          return;
        }
        moved += 1;
        const after = next(play.program, { ...play.state, unrecorded: null });
        if (before.need === 'wait' && (play.state.answered || play.state.held)) return;
        expect(after).toEqual(before);
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(50);
  });
});
