import { describe, expect, test } from '@jest/globals';
import { rowsOf, type Shown } from './matrix.ts';
import { exists, files, read } from './repository.ts';

const NUMBER = /\b(?:DET|MSG|SRV|LED|SND|TIM|RPY|WHK|LAW|SEC|TST)-\d+\b/g;
/** A fault's number leads a title, such as "F16: …". */
const FAULT = /['"`](F\d+)(?=[:, ])/g;

const range = (group: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${group}-${first + index}`);

/** What must hold before anybody uses it, and what else this part of the product has the subject of. */
const NEEDED = [
  ...range('DET', 1, 15),
  ...range('MSG', 1, 7),
  ...range('SRV', 1, 9),
  ...range('LED', 1, 8),
  ...range('SND', 1, 3),
  ...range('SND', 6, 11),
  'SND-15',
  ...range('TIM', 1, 4),
  ...range('RPY', 1, 12),
  'RPY-14',
  ...range('WHK', 1, 10),
  ...range('WHK', 12, 13),
  ...range('LAW', 1, 4),
  ...range('LAW', 6, 8),
  ...range('LAW', 10, 11),
];

const rows = rowsOf(read('docs/requirements.md'));
const names = rows.map(({ name }) => name);

function titlesOf(path: string): string {
  return read(path).replaceAll(/\\(['"`])/g, '$1');
}

function occurrences({ file, title }: Shown): number {
  return exists(file) ? titlesOf(file).split(title).length - 1 : 0;
}

describe('docs/requirements.md', () => {
  test('is read: it has the tables of procedures and numbers', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(names.filter((name) => /^[A-Z]{3}-\d+$/.test(name)).length).toBeGreaterThanOrEqual(NEEDED.length);
  });

  test('every row says where, and every place exists', () => {
    expect(rows.filter(({ where }) => where.length === 0).map(({ name }) => name)).toEqual([]);
    const gone = rows.flatMap(({ name, where }) =>
      where.filter((path) => !exists(path)).map((path) => `${name}: ${path}`),
    );
    expect(gone).toEqual([]);
  });

  test('every test that it names exists under that title, which occurs once in its file', () => {
    const wrong = rows.flatMap(({ name, shown }) =>
      shown
        .filter((each) => occurrences(each) !== 1)
        .map((each) => `${name}: ${occurrences(each)} × ${each.file} "${each.title}"`),
    );
    expect(wrong).toEqual([]);
  });

  test('no test that it names is left out of the run', () => {
    const named = new Set(rows.flatMap(({ shown }) => shown.map(({ file }) => file)));
    expect(
      [...named].filter((file) => /\b(?:it|test|describe)\.(?:skip|only|todo|failing)\(/.test(read(file))),
    ).toEqual([]);
  });

  test('every row has a test or says in its last line what is open, and nothing else', () => {
    const bare = rows.filter(({ shown, open }) => shown.length === 0 && open === null);
    expect(bare.map(({ name }) => name)).toEqual([]);
    expect(rows.flatMap(({ name, strange }) => strange.map((line) => `${name}: ${line}`))).toEqual([]);
  });

  test('every rule and every number has one row', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('every number that is needed has a row', () => {
    expect(NEEDED.filter((number) => !names.includes(number))).toEqual([]);
  });

  test('every number that a test bears has a row', () => {
    const tests = files().filter((path) => /^test\/(?!docs\/).*\.ts$/.test(path));
    const borne = tests.flatMap((path) => {
      const source = read(path);
      return [...(source.match(NUMBER) ?? []), ...[...source.matchAll(FAULT)].map(([, fault = '']) => fault)];
    });
    expect(borne).toContain('SND-1');
    expect([...new Set(borne)].filter((number) => !names.includes(number)).sort()).toEqual([]);
  });
});

describe('the reader of the tables', () => {
  const table = (shown: string) =>
    rowsOf(`| No. | Where | Test |\n|---|---|---|\n| X-1 | \`a.ts\` | ${shown} |`)[0];

  test('tells tests, what is open, and what is neither', () => {
    expect(table('`test/a.test.ts` "it works"<br>open: the rest.')).toEqual({
      name: 'X-1',
      where: ['a.ts'],
      shown: [{ file: 'test/a.test.ts', title: 'it works' }],
      open: 'open: the rest.',
      strange: [],
    });
  });

  test.each([
    'open:',
    'open: without a full stop',
    'Open: something.',
    'open: first.<br>`test/a.test.ts` "it"',
    'later',
  ])('takes no other form of "open": %s', (line) => {
    expect(table(line)?.strange).toHaveLength(1);
  });
});
