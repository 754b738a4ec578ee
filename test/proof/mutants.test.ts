import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { firstBreach } from '../../domain/proof/prove.ts';
import { DEADLY, HARMLESS } from './support/harmless.ts';
import { mutantsOf } from './support/mutants.ts';
import { shippedQuestions } from './support/questions.ts';

/** One unplanned thing on a path finds what two find, in a tenth of the time; a customer's statement takes two to end. */
const surprisesFor = (procedure: string) => (procedure === 'customer-statement' ? 2 : 1);

const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');

describe('A shipped procedure with one thing dropped, repeated, exchanged or weakened', () => {
  let lines: string[];
  let survivors: { who: string; name: string }[];

  beforeAll(async () => {
    const questions = await shippedQuestions();
    survivors = [];
    lines = questions.map(({ procedure, variant, program, demands }) => {
      const who = variant === null ? procedure : `${procedure} ${variant}`;
      const mutants = mutantsOf(program);
      const surprises = surprisesFor(procedure);
      const surviving = mutants.filter((mutant) => !firstBreach(mutant.program, demands, { surprises }));
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
