import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { firstBreach } from '../../domain/proof/prove.ts';
import { type ShippedQuestion, shippedQuestions } from '../../procedures/questions.ts';
import { DEADLY, HARMLESS } from './support/harmless.ts';
import { type Mutant, mutantsOf } from './support/mutants.ts';

/**
 * With nothing unplanned almost all is found that more surprises find, in a tenth of the time; what must not survive is
 * looked at with one. A customer's statement takes two to come to an end. That each survivor survives with as many
 * surprises as `check` follows is shown by `npm run bench:mutants`.
 */
function isRefused({ procedure, demands }: ShippedQuestion, { name, program }: Mutant): boolean {
  const least = procedure === 'customer-statement' ? 2 : 0;
  if (firstBreach(program, demands, { surprises: least })) return true;
  return DEADLY.test(name) && firstBreach(program, demands, { surprises: least + 1 }) !== null;
}

const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');

describe('A shipped procedure with one thing dropped, repeated, exchanged or weakened', () => {
  const lines: string[] = [];
  const survivors: Record<string, string[]> = {};

  beforeAll(async () => {
    for (const question of await shippedQuestions()) {
      const { procedure, variant, program } = question;
      const who = variant === null ? procedure : `${procedure} ${variant}`;
      const mutants = mutantsOf(program);
      const surviving = mutants.filter((mutant) => !isRefused(question, mutant));
      survivors[who] = surviving.map(({ name }) => name).sort();
      lines.push(
        `| ${who} | ${mutants.length} | ${mutants.length - surviving.length} | ${surviving.length} |`,
      );
    }
  }, 300_000);

  test('is refused wherever a gate, a warning, an end or the number of contacts is touched', () => {
    expect(
      Object.values(survivors)
        .flat()
        .filter((name) => DEADLY.test(name)),
    ).toEqual([]);
  });

  test('is let through only where somebody has said, for this very change, why it does no harm', () => {
    const judged = Object.entries(HARMLESS).map(([who, reasons]) => [
      who,
      reasons.flatMap(([, changes]) => changes).sort(),
    ]);
    expect(survivors).toEqual(Object.fromEntries(judged));
  });

  test('is counted in docs/proof.md, with the reasons', () => {
    expect(lines.filter((line) => !page.includes(line))).toEqual([]);
    const reasons = Object.values(HARMLESS).flatMap((judged) => judged.map(([because]) => because));
    expect(reasons.filter((because) => !page.includes(because))).toEqual([]);
  });
});
