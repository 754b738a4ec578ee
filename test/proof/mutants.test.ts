import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { firstBreach } from '../../domain/proof/prove.ts';
import { DEADLY, HARMLESS } from './support/harmless.ts';
import { type Mutant, mutantsOf } from './support/mutants.ts';
import { type ShippedQuestion, shippedQuestions } from '../../procedures/questions.ts';

/**
 * With nothing unplanned almost all is found that one unplanned thing more finds, in a tenth of the time; what must not
 * survive is looked at with one. A customer's statement takes two to come to an end.
 */
function isRefused({ procedure, demands }: ShippedQuestion, { name, program }: Mutant): boolean {
  const least = procedure === 'customer-statement' ? 2 : 0;
  if (firstBreach(program, demands, { surprises: least })) return true;
  return DEADLY.test(name) && firstBreach(program, demands, { surprises: least + 1 }) !== null;
}

const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');

describe('A shipped procedure with one thing dropped, repeated, exchanged or weakened', () => {
  let lines: string[];
  let survivors: { who: string; name: string }[];

  beforeAll(async () => {
    const questions = await shippedQuestions();
    survivors = [];
    lines = questions.map((question) => {
      const { procedure, variant, program } = question;
      const who = variant === null ? procedure : `${procedure} ${variant}`;
      const mutants = mutantsOf(program);
      const surviving = mutants.filter((mutant) => !isRefused(question, mutant));
      survivors.push(...surviving.map(({ name }) => ({ who, name })));
      return `| ${who} | ${mutants.length} | ${mutants.length - surviving.length} | ${surviving.length} |`;
    });
  }, 300_000);

  test('is refused wherever a gate, a warning, an end or the number of contacts is touched', () => {
    expect(survivors.filter(({ name }) => DEADLY.test(name))).toEqual([]);
  });

  test('is let through only where somebody has said why that does no harm', () => {
    const unjudged = survivors.filter(({ name }) => !HARMLESS.some(([changes]) => changes.test(name)));
    expect(unjudged).toEqual([]);
    const why = survivors.map(({ name }) => HARMLESS.find(([changes]) => changes.test(name))?.[1]);
    expect(HARMLESS.map(([, because]) => because).filter((because) => !why.includes(because))).toEqual([]);
  });

  test('is counted in docs/proof.md, with the reasons', () => {
    const missing = lines.filter((line) => !page.includes(line));
    expect(missing).toEqual([]);
    for (const [, because] of HARMLESS) expect(page).toContain(because);
  });
});
