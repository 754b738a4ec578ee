import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { RULES } from '../../domain/gate/rules.ts';
import { sourceFiles } from '../../scripts/errorTables.ts';

const ROOT = new URL('../../', import.meta.url);
const source = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');
const saying = (pattern: RegExp) => sourceFiles().filter((file) => pattern.test(source(file)));

/** Decisions are put to the house's own people by letter: nobody that a case waits on is reached by it. */
const LETTERS_TO_STAFF = ['client/decisions/sweep.ts', 'worker/decisions.ts'];

/** LAW-4: the one text after an opt-out, which no rule of the gate could allow; its right is taken with its intent. */
const CONFIRMATION = {
  call: 'worker/confirmations.ts',
  claim: 'ledger/contactRules/confirmations.ts',
};
/** WHK-14: what was taken before goes out again under its id, by a person's word and past the same rules. */
const REPLAY = 'worker/replays.ts';
/** A sandbox in front of the sandbox, and the judge of a port's errors. */
const WRAPPERS = ['connectors/sandboxOrders.ts', 'connectors/errors/judged.ts'];

test('LAW-1: providers are called in one place, and only with what has passed the decision', () => {
  expect(saying(/\.deliver\(/).filter((file) => !WRAPPERS.includes(file))).toEqual(
    ['activities/outside/carryOut.ts', CONFIRMATION.call, REPLAY, ...LETTERS_TO_STAFF].sort(),
  );
  const carryOut = source('activities/outside/carryOut.ts');
  // The call stands in `start` alone, and `start` is handed to `claimAndStart` and to nothing else.
  expect(carryOut.match(/\.deliver\(/g)).toHaveLength(1);
  expect(carryOut.match(/\bstart\(/g)).toHaveLength(2);
  expect(carryOut).toMatch(/claimAndStart\([^;]*\(intent\) =>\s*start\(/);
  const claim = source('activities/outside/claim.ts');
  expect(claim.match(/\bstart\(passed\.claimed\)/g)).toHaveLength(1);
  expect(claim.match(/[^.\w]start\(/g)).toHaveLength(1);
  expect(claim.indexOf('await throughGate(')).toBeLessThan(claim.indexOf('start(passed.claimed)'));
});

test('LAW-1: intents are claimed in one place, after the decision', () => {
  expect(saying(/\bclaim(New|Again)\(/)).toEqual([
    'activities/outside/claim.ts',
    'ledger/claims.ts',
    CONFIRMATION.claim,
  ]);
  const confirming = source(CONFIRMATION.claim);
  expect(confirming.indexOf('takeConfirmation(tx')).toBeLessThan(confirming.indexOf('claimNew('));
  const claim = source('activities/outside/claim.ts');
  const decided = claim.indexOf('maySend(');
  expect(decided).toBeGreaterThan(0);
  expect(claim.indexOf('claimNew(')).toBeGreaterThan(decided);
  expect(claim.indexOf('claimAgain(')).toBeGreaterThan(decided);
});

test('LAW-1: only hours and caps can be set aside, never a reply, an opt-out, a law or the rules before an act', () => {
  const can = RULES.filter(({ canBeAllowed }) => canBeAllowed).map(({ id }) => id);
  expect(can).toEqual(['quiet-hours', 'per-person']);
});

test('SND-6: every rule has a name of its own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
