import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render } from '../../domain/problem.ts';
import { decodeProcedure } from '../../domain/procedure/decode.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { variantsOf } from '../../domain/procedure/timetable.ts';
import { compile } from '../../domain/compile/compile.ts';
import type { Program } from '../../domain/program/program.ts';

const AROUND = {
  hasMessage: () => true,
  rendersClosing: (name: string) => name === 'follow-up-3',
  hasCalendar: () => true,
};
const SHIPPED = ['case-alert', 'three-follow-ups'].map((name) =>
  readFileSync(new URL(`../../procedures/${name}/procedure.yaml`, import.meta.url), 'utf8'),
);

const words = fc.constantFrom(
  ...['', ' ', '-', ':', '[]', '{}', '{ a: b }', '~', '&a x', '*a', '!!str x', '"', "'", '<<: x'].concat(
    ['otherwise', 'cancel', 'choose', 'end', 'ended', 'day', 'no', 'constructor', '__proto__', 'true'],
    ['0', '-1', '1.5', '99999999999999999999'],
  ),
);
const scribble = fc.oneof(words, fc.string({ maxLength: 12 }));

type Change = (lines: string[]) => string[];
const at = (lines: string[], place: number) => place % lines.length;

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.nat().map(
    (place): Change =>
      (lines) =>
        lines.toSpliced(at(lines, place), 1),
  ),
  fc.nat().map(
    (place): Change =>
      (lines) =>
        lines.toSpliced(at(lines, place), 0, lines[at(lines, place)] ?? ''),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([from, to]): Change =>
      (lines) => {
        const [line = ''] = lines.slice(at(lines, from));
        return lines.toSpliced(at(lines, from), 1).toSpliced(at(lines, to), 0, line);
      },
  ),
  fc.tuple(fc.nat(), scribble).map(
    ([place, word]): Change =>
      (lines) =>
        lines.with(
          at(lines, place),
          (lines[at(lines, place)] ?? '').replace(/[\w-]+(?=:)/, () => word),
        ),
  ),
  fc.tuple(fc.nat(), scribble).map(
    ([place, word]): Change =>
      (lines) =>
        lines.with(
          at(lines, place),
          (lines[at(lines, place)] ?? '').replace(/: .*/, () => `: ${word}`),
        ),
  ),
  fc.tuple(fc.nat(), fc.integer({ min: -2, max: 4 })).map(
    ([place, by]): Change =>
      (lines) => {
        const line = lines[at(lines, place)] ?? '';
        return lines.with(at(lines, place), by < 0 ? line.slice(-by) : ' '.repeat(by) + line);
      },
  ),
);

function programsOf(procedure: Procedure | undefined): Program[] {
  return procedure ? variantsOf(procedure).map((variant) => compile(procedure, variant, 'hash')) : [];
}

describe('whatever is done to a procedure file', () => {
  test('it is either refused with problems that can be shown, or a procedure that compiles', () => {
    let refused = 0;
    let accepted = 0;
    const file = fc.tuple(fc.constantFrom(...SHIPPED), fc.array(change, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(file, ([shipped, changes]) => {
        const text = changes.reduce((lines, next) => next(lines), shipped.split('\n')).join('\n');
        const { procedure, problems } = decodeProcedure({ file: 'procedure.yaml', text }, AROUND);
        expect(procedure === undefined).toBe(problems.length > 0);
        for (const problem of problems) {
          expect(render(problem, text)).toContain(problem.code);
          expect(problem.line).toBeLessThanOrEqual(text.split('\n').length);
        }
        if (procedure === undefined) refused += 1;
        else accepted += 1;
        for (const program of programsOf(procedure)) {
          expect(JSON.parse(JSON.stringify(program))).toEqual(program);
          const keys = program.operations.flatMap((operation) => ('key' in operation ? [operation.key] : []));
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      { numRuns: 1_000, seed: 20_260_306 },
    );
    expect(refused).toBeGreaterThan(200);
    expect(accepted).toBeGreaterThan(50);
  });
});
