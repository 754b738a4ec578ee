import { expect, test } from '@jest/globals';
import { judge, type InLedger, type InTemporal } from '../../client/reconcile/judge.ts';
import { next } from '../../domain/program/next.ts';
import { rejoined } from '../../domain/program/rejoined.ts';
import { isHeard, type LastWord, type Speaking, type Turn } from '../../domain/program/turn.ts';
import { viewOf } from '../../domain/program/view.ts';
import { Play } from '../support/playing.ts';
import { programOf, rulesOf } from '../support/shipped.ts';

const word = (count: number, at: number, epoch = 0): Turn => ({ epoch, count, at });
const last = (turn: Turn, fresh = false): LastWord => ({ ...turn, fresh });
const run = (heard: Turn | null, now = word(9, 900), maybe: Turn[] = []): Speaking => ({
  turn: now,
  heard,
  maybe,
});

test('LED-7: the ledger listens to the run that has said its last word, to a later one, and to no other copy', () => {
  expect(isHeard(run(word(3, 30)), last(word(3, 30)))).toBe(true);
  expect(isHeard(run(word(2, 20), word(9, 900), [word(3, 30)]), last(word(3, 30)))).toBe(true);
  expect(isHeard(run(word(2, 20)), last(word(3, 30)))).toBe(false);
  // As many events, but others: a second copy that went on by itself.
  expect(isHeard(run(word(2, 20), word(3, 31)), last(word(3, 30)))).toBe(false);
  expect(isHeard(run(null, word(0, 5, 1)), last(word(3, 30)))).toBe(true);
  expect(isHeard(run(word(3, 30)), last(word(0, 0, 1), true))).toBe(false);
});

const open: InLedger = { open: true, last: last(word(3, 30)), overtaken: false, asOf: 30, toCompare: false };
const running = (speaking: Speaking): InTemporal => ({ is: 'running', speaking });

test.each<[string, InLedger, InTemporal, ReturnType<typeof judge>]>([
  ['both agree', open, running(run(word(3, 30))), null],
  ['the run has just said more', open, running(run(word(4, 40))), null],
  ['Temporal has lost it', open, null, 'no-run'],
  ['Temporal has an older copy', open, running(run(word(2, 20))), 'behind'],
  ['a copy that has said nothing yet', open, running(run(null, word(0, 5))), 'behind'],
  ['the ledger was restored', { ...open, toCompare: true }, running(run(word(4, 40))), 'ahead'],
  [
    'the ledger was restored and nobody said so',
    { ...open, overtaken: true },
    running(run(word(4, 40))),
    'ahead',
  ],
  ['it ended in Temporal later', open, { is: 'completed', at: 40, outcome: 'answered' }, 'ended-there'],
  ['an end of before it was opened again', open, { is: 'completed', at: 20, outcome: 'answered' }, 'no-run'],
  ['an administrator has terminated it', open, { is: 'terminated', at: 40 }, 'terminated'],
  ['its run has failed', open, { is: 'failed', at: 40 }, 'no-run'],
  [
    'it ended in the ledger, and an old copy runs',
    { ...open, open: false },
    running(run(word(2, 20))),
    'ended-here',
  ],
  ['it is just being opened again', { ...open, open: false }, running(run(null, word(4, 40, 1))), null],
])('LED-7: judged by both sides: %s', (_, ledger, temporal, found) => {
  expect(judge(ledger, temporal)).toBe(found);
});

test('LED-7: a case whose state nobody has kept is begun before the step that it waited for, with its dates', () => {
  const program = programOf('case-alert', '5');
  const zero = Date.parse('2026-03-09T09:00:00-07:00');
  const play = new Play(program, rulesOf(program.clock.calendar), zero);
  play.run(({ need }) => need.need === 'wait' && need.for === 'step' && need.about === 'day-3');
  const { round, attempts, waitingOn } = viewOf(program, play.state);
  const { plan, facts } = play.state;
  const given = { at: play.at, zero, facts, plan, round, attempts, waitingOn, held: null, asOf: play.at };
  expect(next(program, rejoined(program, given))).toEqual(next(program, play.state));
  const held = rejoined(program, { ...given, waitingOn: 'hold:hold', held: { until: null } });
  expect(next(program, held)).toMatchObject({ need: 'wait', for: 'hold' });
  expect(program.operations[held.position]?.step).toBe('day-3');
});
