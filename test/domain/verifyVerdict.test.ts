import { describe, expect, test } from '@jest/globals';
import type { Finding, Named } from '../../domain/verify/finding.ts';
import { isFresh } from '../../domain/verify/fresh.ts';
import { verdictOf } from '../../domain/verify/verdict.ts';

const FINDINGS: Finding[] = [
  { finding: 'met', condition: 'booked' },
  { finding: 'hold', reason: 'unread-note', about: ['n1'] },
  { finding: 'discrepancy', expected: 'a', found: 'b', about: ['x'] },
  { finding: 'made-outside', at: 1, channel: 'call', attempt: 2 },
  { finding: 'already-contacted', at: 1, channel: 'call', until: 5 },
  { finding: 'unreadable', why: 'unreachable' },
  { finding: 'clear' },
];
const named = (finding: Finding, index = 0): Named => ({ ...finding, name: `look-up-${index}` });

describe('The verdict over all look-ups', () => {
  test('without any, the way is clear', () => {
    expect(verdictOf([])).toMatchObject({ finding: 'clear' });
  });

  test.each(FINDINGS.map((finding, place) => [finding.finding, place] as const))(
    '%s decides over everything that weighs less, in whatever order it was found',
    (_, place) => {
      const rest = FINDINGS.slice(place).map(named);
      expect(verdictOf(rest)).toEqual(rest[0]);
      expect(verdictOf(rest.toReversed())).toEqual(rest[0]);
    },
  );

  test('of two contacts made outside the one that delays longer decides', () => {
    const [near, far] = [5, 9].map((until, index) =>
      named({ finding: 'already-contacted', at: 1, channel: 'call', until }, index),
    );
    expect(near && far && verdictOf([near, far])).toEqual(far);
  });
});

describe('A look-up before an act that cannot be undone', () => {
  test.each([
    [0, true],
    [60_000, true],
    [60_001, false],
    [-60_001, false],
  ])('made %d ms before the claim: fresh is %s', (age, fresh) => {
    expect(isFresh(1_000_000, 1_000_000 + age)).toBe(fresh);
  });
});
