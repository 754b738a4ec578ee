import { beforeAll, expect, test } from '@jest/globals';
import { prove, proving, SURPRISES } from '../../domain/proof/prove.ts';
import { type ShippedQuestion, shippedQuestions } from '../../procedures/questions.ts';

/** The largest take a quarter of a minute each and are followed by `npm run bench:proof 3`. */
const LARGE = ['case-alert 5', 'missed-check-in check-in', 'missed-check-in low-consistency'];

let questions: ShippedQuestion[];
beforeAll(async () => {
  questions = await shippedQuestions();
});

const called = ({ procedure, variant }: ShippedQuestion) => `${procedure} ${variant ?? ''}`.trim();

test('every rule holds for the shipped procedures, also when one thing more goes wrong than `check` follows', () => {
  const followed = questions.filter((question) => !LARGE.includes(called(question)));
  const broken = followed.map((question) => {
    const surprises = SURPRISES + 1;
    return [called(question), prove(question.program, question.demands, { surprises }).broken];
  });
  expect(broken).toEqual(followed.map((question) => [called(question), []]));
});

test('only the largest are left to the longer run', () => {
  const names = questions.map(called);
  expect(names.filter((name) => LARGE.includes(name))).toEqual(LARGE);
  expect(names.length).toBeGreaterThan(LARGE.length + 3);
});

test('it is searched in short pieces, between which a gateway goes on answering, with the same result', () => {
  const { program, demands } = questions.find((question) => called(question) === 'case-alert 2')!;
  const search = proving(program, demands);
  const pieces = [search.next()];
  while (!pieces.at(-1)?.done) pieces.push(search.next());
  const whole = prove(program, demands);
  expect(pieces.length).toBeGreaterThan(whole.situations / 300);
  expect(pieces.at(-1)?.value).toEqual(whole);
});
