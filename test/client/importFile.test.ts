import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { checkIn, fileOf, IMPORT_PROCEDURES, listOf, resultOf, type Written } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: IMPORT_PROCEDURES });
});
afterAll(() => stage.close());

const imported = (file: string) =>
  stage.client.importList({ procedure: 'missed-check-in', file, by: 'test' });

/** The list is refused as a whole, with this code and these words, and nothing of it is opened or recorded. */
async function expectRefused(file: string, code: string, words: RegExp): Promise<void> {
  const before = await known();
  const error = await imported(file).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(await known()).toEqual(before);
}

const known = async () => [
  (await stage.client.list({ limit: 10_000 })).length,
  (await stage.client.imports()).length,
];

describe('A list is read', () => {
  test.each<[string, Written]>([
    ['with semicolons', { separator: ';' }],
    ['with tabs', { separator: '\t' }],
    ['with a byte order mark and the line ends of Windows', { bom: true, newline: '\r\n' }],
  ])('%s', async (_, written) => {
    const row = checkIn({ Name: 'Zoë "the first", Example' });
    const { counts, result } = await imported(listOf([row], written));
    expect(counts.opened).toBe(1);
    expect(resultOf(result, written.separator)).toMatchObject([{ Name: row['Name'], outcome: 'opened' }]);
  });

  test('with line breaks in its cells and blank rows, and counts rows as a spreadsheet does', async () => {
    const file = listOf([checkIn({ Name: 'Pat\nExample' }), checkIn(), checkIn({ Coach: '' })]);
    const lines = readFileSync(file, 'utf8').split('\n');
    lines.splice(3, 0, '', ',,,,,,,,');
    writeFileSync(file, lines.join('\n'));
    const { result, rows } = await imported(file);
    expect(rows).toBe(3);
    expect(resultOf(result).map(({ row, outcome }) => [row, outcome])).toEqual([
      ['2', 'opened'],
      ['5', 'opened'],
      ['6', 'error'],
    ]);
  });

  test('whatever the case, blanks and punctuation of its header, and the order of its columns', async () => {
    const row = checkIn();
    const { 'Client ID': id = '', 'Check-in due': due = '', ...rest } = row;
    const file = listOf([{ CHECK_IN_DUE: due, Mood: 'sunny', ...rest, 'client id ': id }]);
    const { counts, unused } = await imported(file);
    expect([counts.opened, unused]).toEqual([1, ['Mood']]);
  });

  test('row by row: one that is cut off or has a cell too many holds up no other', async () => {
    const file = listOf([checkIn(), checkIn(), checkIn()]);
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[1] = `${lines[1]},one more`;
    lines[2] = 'c-1,Pat';
    writeFileSync(file, lines.join('\n'));
    const { result } = await imported(file);
    expect(resultOf(result, ',').map(({ outcome }) => outcome)).toEqual(['error', 'error', 'opened']);
  });
});

describe('A list is refused as a whole', () => {
  test('in Latin-1, with the line', async () => {
    const text = readFileSync(listOf([checkIn(), checkIn({ Name: 'Zoe EXAMPLE' })]), 'latin1');
    const file = fileOf(Buffer.from(text.replace('Zoe', 'Zoë'), 'latin1'));
    await expectRefused(file, 'FT-INT-ENCODING', /line 3 of .* is not UTF-8/);
  });

  test('in UTF-16, or as a workbook', async () => {
    await expectRefused(fileOf(Buffer.from('\uFEFFClient ID', 'utf16le')), 'FT-INT-ENCODING', /UTF-16/);
    await expectRefused(fileOf(Buffer.from('PK\u0003\u0004')), 'FT-INT-ENCODING', /workbook/);
  });

  test('when a quote is never closed, with the row, before anything is opened', async () => {
    const file = listOf([checkIn(), checkIn(), checkIn()]);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/Pat Example(?![^]*Pat Example)/, '"Pat'));
    await expectRefused(file, 'FT-INT-CSV', /behind row 3 .* never closed/);
  });

  test('without a column that is needed, with the one that was most likely meant', async () => {
    const { 'Check-in due': due = '', ...rest } = checkIn();
    const file = listOf([{ ...rest, 'Chek-in dew': due }]);
    await expectRefused(file, 'FT-INT-HEADER', /no column "Check-in due": is it "Chek-in dew"/);
  });

  test('when it is empty, or not there', async () => {
    await expectRefused(fileOf(''), 'FT-INT-EMPTY', /nothing in it/);
    await expectRefused(fileOf('\n\n'), 'FT-INT-EMPTY', /nothing in it/);
    const header = readFileSync(listOf([checkIn()]), 'utf8').split('\n')[0] ?? '';
    await expectRefused(fileOf(header), 'FT-INT-EMPTY', /no rows/);
    await expectRefused('/nowhere/list.csv', 'FT-INT-FILE', /cannot be read/);
  });

  test('when its result could not be written, or would replace it', async () => {
    const file = listOf([checkIn()]);
    const to = (result: string) =>
      stage.client.importList({ procedure: 'missed-check-in', file, result, by: 'test' });
    await expect(to('/nowhere/result.csv')).rejects.toMatchObject({ code: 'FT-INT-FILE' });
    await expect(to(file)).rejects.toMatchObject({ code: 'FT-INT-FILE' });
  });

  test('for a procedure that has no mapping', async () => {
    const other = await stage.connect();
    await expect(
      other.importList({ procedure: 'nothing', file: listOf([checkIn()]), by: 'test' }),
    ).rejects.toMatchObject({ code: 'FT-CLI-PROCEDURE' });
  });
});
