import { describe, expect, test } from '@jest/globals';
import { PROCEDURE_ERRORS } from '../../domain/procedure/errors.ts';
import { decodeProcedure } from '../../domain/procedure/decode.ts';
import { AROUND, brokenFiles, readBroken, reported } from './brokenProcedures.ts';

describe('a broken procedure is refused with every problem, its place and what to do', () => {
  test.each(brokenFiles('.yaml'))('%s', (name) => {
    expect(reported(name)).toBe(readBroken(`${name}.txt`));
    expect(reported(name)).not.toBe('');
  });

  test('there are at least 40 broken files, each with the message that is expected', () => {
    expect(brokenFiles('.yaml').length).toBeGreaterThanOrEqual(40);
    expect(brokenFiles('.txt')).toEqual(brokenFiles('.yaml'));
  });

  test('every code of the procedure language is shown by a broken file or by a test of its own', () => {
    const shown = brokenFiles('.txt').flatMap(
      (name) => readBroken(`${name}.txt`).match(/FT-PRC-[A-Z-]+/g) ?? [],
    );
    const elsewhere = ['FT-PRC-TOO-LARGE', 'FT-PRC-FOLDER'];
    expect([...new Set([...shown, ...elsewhere])].sort()).toEqual(Object.keys(PROCEDURE_ERRORS).sort());
  });
});

describe('a file that nobody wrote as a procedure is refused quickly', () => {
  const codes = (text: string) =>
    decodeProcedure({ file: 'x.yaml', text }, AROUND).problems.map((problem) => problem.code);

  test('a huge file is not read', () => {
    expect(codes(`title: "${'x'.repeat(200_000)}"`)).toEqual(['FT-PRC-TOO-LARGE']);
  });

  test('thousands of nested lists are not read', () => {
    expect(codes('['.repeat(90_000))).toContain('FT-PRC-YAML');
    expect(codes('- '.repeat(45_000))).toContain('FT-PRC-YAML');
  });

  test('names that every JavaScript object knows are unknown words like all others', () => {
    const problems = codes(
      readBroken('key-missing.yaml').replace('title:', 'owner: desk\nconstructor: x\ntitle:'),
    );
    expect(problems).toEqual(['FT-PRC-KEY-UNKNOWN']);
    const chosen = readBroken('choose-on-an-unknown-fact.yaml').replaceAll('anwser', 'constructor');
    expect(codes(chosen)).toEqual(['FT-PRC-FACT-UNKNOWN']);
    const item = readBroken('verb-misspelt.yaml').replace(
      'send-emial: reminder',
      'note: x\n        toString: y',
    );
    expect(codes(item)).toEqual(['FT-PRC-KEY-UNKNOWN']);
  });
});
