import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { groupOf } from '../../domain/errors.ts';
import { errorsPage } from '../../scripts/errorsPage.ts';
import { errorTables, sourceFiles } from '../../scripts/errorTables.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const tables = await errorTables();
const inTables = tables.flatMap(({ table }) => Object.keys(table));
const page = read('docs/errors.md');
const onPage = [...page.matchAll(/^### (FT-[A-Z-]+)$/gm)].map(([, code]) => code);

describe('docs/errors.md and the tables of codes say the same', () => {
  test('every code of a table is explained on the page', () => {
    expect(inTables.filter((code) => !onPage.includes(code))).toEqual([]);
  });

  test('every code on the page is in a table', () => {
    expect(onPage.filter((code) => !inTables.includes(code ?? ''))).toEqual([]);
  });

  test('the page has the words of the tables (else: npm run schema)', () => {
    expect(page).toBe(errorsPage(tables.map(({ table }) => table)));
  });

  test('a code stands in one table only, belongs to a group, and says what it means and what to do', () => {
    expect(inTables.filter((code, index) => inTables.indexOf(code) !== index)).toEqual([]);
    expect(inTables.filter((code) => groupOf(code) === undefined)).toEqual([]);
    for (const { table } of tables) {
      for (const { means, doThis } of Object.values(table))
        expect([means, doThis].every((text) => /[.”`]$/.test(text))).toBe(true);
    }
  });

  test('every code that the source names is in a table, and every code of a table is used somewhere', () => {
    const named = sourceFiles().flatMap(
      (file) => read(file).match(/(?<=['"`])FT-[A-Z]+-[A-Z-]+(?=['"`])/g) ?? [],
    );
    expect([...new Set(named)].filter((code) => !inTables.includes(code))).toEqual([]);
    const once = (code: string) => named.indexOf(code) === named.lastIndexOf(code);
    expect(inTables.filter(once)).toEqual([]);
  });
});
