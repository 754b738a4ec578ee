import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { begin, carried } from '../../../domain/program/begin.ts';
import { evolve } from '../../../domain/program/evolve/evolve.ts';
import { next } from '../../../domain/program/next.ts';
import type { CaseState } from '../../../domain/program/state.ts';
import { programOf } from '../../support/shipped.ts';

const ZERO = Date.parse('2026-03-09T17:00:00Z');
const PROGRAMS: [string, string | null][] = [
  ['case-alert', '5'],
  ['three-follow-ups', null],
  ['missed-check-in', 'check-in'],
  ['no-appointment-booked', null],
  ['customer-statement', null],
];
/** What a case cannot be without in any release: where it stands. */
const STANDS = ['round', 'position', 'progress', 'pass', 'plan', 'ask', 'attempts', 'since'];

/** A case that was answered, so that not all of its state is as at the opening. */
function standing(name: string, variant: string | null) {
  const program = programOf(name, variant);
  const given = { at: ZERO, zero: ZERO };
  const answered = evolve(program, begin(program, given), { type: 'replied', at: ZERO + 1, id: 'reply-1' });
  return { program, given, state: JSON.parse(JSON.stringify(answered)) as CaseState };
}

test.each(PROGRAMS)(
  'DET-10: a case of %s that carries everything over goes on exactly as it was',
  (...of) => {
    const { program, given, state } = standing(...of);
    expect(carried(program, given, state)).toEqual(state);
  },
);

test.each(PROGRAMS)('DET-10: what an earlier release of %s did not know is as at the opening', (...of) => {
  const { program, given, state } = standing(...of);
  const optional = Object.keys(state).filter((key) => !STANDS.includes(key));
  fc.assert(
    fc.property(fc.subarray(optional), (missing) => {
      const older = Object.fromEntries(Object.entries(state).filter(([key]) => !missing.includes(key)));
      const now = carried(program, given, { ...older, ofALaterRelease: 7 } as Partial<CaseState>);
      const fresh = begin(program, given);
      for (const key of missing.filter((each) => each !== 'log' && each !== 'tasks'))
        expect(Object.keys(now)).toContain(key);
      expect(Object.keys(now).sort()).toEqual(
        [...Object.keys({ ...fresh, ...state }), 'ofALaterRelease'].sort(),
      );
      expect(now).toMatchObject(older);
      expect(() => next(program, now)).not.toThrow();
    }),
  );
});
