import { expect, test } from '@jest/globals';
import { attemptKey } from '../../domain/gate/asked.ts';
import { begin } from '../../domain/program/begin.ts';
import { next } from '../../domain/program/next.ts';
import { programOf } from '../support/shipped.ts';

const PROGRAM = programOf('customer-statement', null);

/** How the gate names the attempt of the email that a person orders as the case's first, second … */
function attempt(number: number): string {
  const begun = begin(PROGRAM, { at: 0, zero: 0, plan: null });
  const state = { ...begun, errand: { task: 'review:1', template: 'friendly', number } };
  const need = next(PROGRAM, state);
  if (need.need !== 'perform') throw new Error(`the case does not send the email, but needs ${need.need}`);
  return attemptKey({ caseId: 'case', round: state.round, pass: state.pass, key: need.key });
}

test('Each email that a person orders is an attempt, so that a second one on that day is refused', () => {
  expect(attempt(1)).not.toBe(attempt(2));
});
