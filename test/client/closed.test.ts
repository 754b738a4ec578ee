import { describe, expect, test } from '@jest/globals';
import { beginClosed } from '../../domain/program/closed.ts';
import { evolve } from '../../domain/program/evolve/evolve.ts';
import { next } from '../../domain/program/next.ts';
import { OUTCOMES } from '../../domain/program/program.ts';
import { programOf } from '../support/shipped.ts';

const AT = Date.UTC(2026, 2, 9, 17);
const PROGRAMS = [
  programOf('three-follow-ups', null),
  programOf('case-alert', '2'),
  programOf('case-alert', '5'),
].flatMap((program) => OUTCOMES.map((outcome) => ({ program, outcome })));

describe('A case that has ended, as the ledger remembers it', () => {
  test('is closed, however it ended', () => {
    for (const { program, outcome } of PROGRAMS) {
      const closed = beginClosed(program, { ...given(), outcome });
      expect(next(program, closed)).toEqual({ need: 'end', outcome });
    }
  });

  test.each(PROGRAMS.filter(({ program }) => program.afterEnd === 'reopen'))(
    '$program.procedure, $outcome: a late reply opens it again, and going on without a new round sends nothing',
    ({ program, outcome }) => {
      const closed = beginClosed(program, { ...given(), outcome });
      const reopened = evolve(program, closed, { type: 'replied', at: AT + 1, id: 'late' });
      expect(reopened).toMatchObject({ outcome: null, answered: { replies: ['late'] }, past: [{ outcome }] });
      const resumed = evolve(program, reopened, { type: 'resumed', at: AT + 2, id: 'resume' });
      expect(resumed.outcome).not.toBeNull();
    },
  );
});

function given() {
  return { at: AT, facts: {}, plan: null, round: 2, attempts: 3 };
}
