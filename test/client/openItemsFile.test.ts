import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { type ItemsFormat, PLAIN_FORMAT, readCsv, readFormat, readJson } from '../../client/index.ts';
import { groupRows } from '../../client/openItems/group.ts';

const TODAY = '2026-03-10';
const HEAD = 'customer,number,kind,issued,due,currency,amount,paid,disputed,reason,level';

const csv = (lines: string[], format: ItemsFormat = PLAIN_FORMAT) =>
  readCsv(Readable.from([lines.join('\n')]), format, TODAY);

async function one(line: string) {
  const [row] = await csv([HEAD, line]);
  return row;
}

const item = async (line: string) => {
  const row = await one(line);
  return row && 'item' in row ? row.item : row;
};

const code = async (line: string) => {
  const row = await one(line);
  return row && 'wrong' in row ? row.wrong.code : null;
};

describe('A row of open items', () => {
  test('is read with every field', async () => {
    expect(
      await item('10023,INV-1,invoice,2026-01-10,2026-02-10,EUR,"1,234.50",34.5,2026-03-01,"boxes, empty",2'),
    ).toEqual({
      number: 'INV-1',
      kind: 'invoice',
      issued: '2026-01-10',
      due: '2026-02-10',
      currency: 'EUR',
      amount: 123_450,
      paid: 3_450,
      dispute: { since: '2026-03-01', reason: 'boxes, empty' },
      level: 2,
    });
  });

  test('below zero is a credit, and yes is a dispute since today', async () => {
    expect(await item('10023,CN-1,,2026-01-10,2026-02-10,EUR,-10,,yes,,')).toMatchObject({
      kind: 'credit',
      amount: 1_000,
      dispute: { since: TODAY, reason: 'not given' },
    });
  });

  test.each([
    ['1234.5', 'USD', 123_450],
    ['1,234,567.89', 'USD', 123_456_789],
    ['1 234.5', 'USD', 123_450],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1_234],
  ])('has the amount %s %s in minor units', async (amount, currency, minor) => {
    expect(await item(`1,A,,2026-01-10,2026-02-10,${currency},"${amount}",,,,`)).toMatchObject({
      amount: minor,
    });
  });

  test.each([
    ['1.234,50', 'USD'],
    ['12,34.00', 'USD'],
    ['1.234', 'USD'],
    ['10.5', 'JPY'],
    ['$10', 'USD'],
    ['0', 'USD'],
    ['1e3', 'USD'],
    ['999999999999999', 'USD'],
  ])('with the amount %s %s is refused rather than guessed', async (amount, currency) => {
    expect(await code(`1,A,,2026-01-10,2026-02-10,${currency},"${amount}",,,,`)).toBe('FT-STM-AMOUNT');
  });

  test.each([
    ['pat@example.com,A,,2026-01-10,2026-02-10,USD,1,,,,', 'FT-STM-CUSTOMER'],
    ['17#2,A,,2026-01-10,2026-02-10,USD,1,,,,', 'FT-STM-CUSTOMER'],
    ['1,,,2026-01-10,2026-02-10,USD,1,,,,', 'FT-STM-MISSING'],
    ['1,A,,10/01/2026,2026-02-10,USD,1,,,,', 'FT-STM-DATE'],
    ['1,A,,2026-01-10,2026-02-30,USD,1,,,,', 'FT-STM-DATE'],
    ['1,A,,2026-01-10,2026-02-10,Dollars,1,,,,', 'FT-STM-CURRENCY'],
    ['1,A,rechnung,2026-01-10,2026-02-10,USD,1,,,,', 'FT-STM-KIND'],
    ['1,A,invoice,2026-01-10,2026-02-10,USD,-1,,,,', 'FT-STM-KIND'],
    ['1,A,,2026-01-10,2026-02-10,USD,1,2,,,', 'FT-STM-AMOUNT'],
    ['1,A,,2026-01-10,2026-02-10,USD,1,,,,two', 'FT-STM-LEVEL'],
    ['1,A\ufffd,,2026-01-10,2026-02-10,USD,1,,,,', 'FT-STM-TEXT'],
    ['1,A,,2026-01-10,2026-02-10,USD,1', 'FT-STM-ROW'],
  ])('%s is refused as %s', async (line, expected) => {
    expect(await code(line)).toBe(expected);
  });

  test('that says the same item a second time holds the whole account back, and no other', async () => {
    const rows = await csv([
      HEAD,
      '1,A,,2026-01-10,2026-02-10,USD,1,,,,',
      '2,A,,2026-01-10,2026-02-10,USD,1,,,,',
      '1,A,,2026-01-10,2026-02-10,USD,2,,,,',
    ]);
    const { accounts, wrong } = groupRows(rows);
    expect(accounts.map(({ customer }) => customer)).toEqual(['2']);
    expect(wrong.map((row) => [row.row, row.wrong.code])).toEqual([
      [3, 'FT-STM-TWICE'],
      [1, 'FT-STM-HELD-BACK'],
    ]);
  });
});

describe('A file of open items', () => {
  test('is read by its description: other names of columns, decimal comma, other dates, what is still open', async () => {
    const format = readFormat(`
columns: { customer: Kunde, number: Beleg, issued: Datum, due: Fällig, amount: Betrag, open: Offen, kind: Art }
delimiter: ";"
decimal: ","
dates: dd.MM.yyyy
currency: EUR
kinds: { invoice: [RG], credit: [GS] }
`);
    const rows = await csv(
      [
        '\ufeffArt;Kunde;Beleg;Datum;Fällig;Betrag;Offen;Notiz',
        'RG;17;R-1;10.01.2026;10.02.2026;1.234,50;1.000,00;x',
        'GS;17;G-1;10.01.2026;10.02.2026;-50,00;-20,00;x',
      ],
      format,
    );
    expect(rows).toMatchObject([
      {
        customer: '17',
        item: { number: 'R-1', kind: 'invoice', amount: 123_450, paid: 23_450, due: '2026-02-10' },
      },
      {
        customer: '17',
        item: { number: 'G-1', kind: 'credit', amount: 5_000, paid: 3_000, currency: 'EUR' },
      },
    ]);
  });

  test('may be JSON, with amounts as numbers or texts', async () => {
    const list = [
      { customer: '17', number: 'A', issued: '2026-01-10', due: '2026-02-10', currency: 'USD', amount: 10.5 },
      {
        customer: '17',
        number: 'B',
        issued: '2026-01-10',
        due: '2026-02-10',
        currency: 'USD',
        amount: '0.1',
      },
      { customer: '17', number: { a: 1 } },
    ];
    const rows = await readJson(Readable.from([JSON.stringify(list)]), PLAIN_FORMAT, TODAY);
    expect(rows).toMatchObject([
      { item: { amount: 1_050 } },
      { item: { amount: 10 } },
      { wrong: { code: 'FT-STM-ROW' } },
    ]);
  });

  test.each([
    ['a column is missing', 'customer,number,issued,due\n', 'FT-STM-COLUMN'],
    ['it is empty', '', 'FT-STM-COLUMN'],
    ['a quote is never closed', `${HEAD}\n1,"A`, 'FT-STM-FILE'],
  ])('is refused as a whole when %s', async (_what, text, expected) => {
    await expect(readCsv(Readable.from([text]), PLAIN_FORMAT, TODAY)).rejects.toThrow(expected);
  });

  test.each(['columns: { custmer: x }', 'decimal: ";"', 'currency: Euro', '[]', 'a: [', 'other: 1'])(
    'has no description %s',
    (text) => {
      expect(() => readFormat(text)).toThrow('FT-STM-FORMAT');
    },
  );
});
