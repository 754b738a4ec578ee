import { describe, expect, test } from '@jest/globals';
import { letterBatch, letterPdf } from '../../letter/letterPdf.ts';
import { ENGLISH } from '../../letter/words.ts';
import { plusDays } from '../../domain/statement/days.ts';
import { credit, DISPUTE, invoice, TODAY } from '../domain/support/openItems.ts';
import { letter, manyInvoices } from './support/letters.ts';
import { pdfText } from './support/pdfText.ts';

const textOf = async (given: Parameters<typeof letterPdf>[0]) => pdfText(await letterPdf(given));
const overdueBy = (days: number) => ({ due: plusDays(TODAY, -days) });

describe('A letter', () => {
  test('shows sender, recipient, reference, date, the words of the level and the statement', async () => {
    const item = invoice({ number: 'INV-2026-0001', amount: 123_450, paid: 3_450, ...overdueBy(35) });
    const [page = '', ...more] = await textOf(letter([item]));
    expect(more).toEqual([]);
    for (const part of [
      'Example Supplies Ltd.',
      'Pat Example',
      'Leeds',
      'Reference: 10023',
      '10 Mar 2026',
      'A friendly reminder',
      'these invoices have passed their due date',
      'INV-2026-0001',
      '3 Feb 2026',
      '35',
      '1,234.50',
      '34.50',
      '1,200.00',
      '31–60 days',
      'Page 1 of 1',
    ])
      expect(page).toContain(part);
  });

  test('a letter made twice has the same bytes', async () => {
    const given = letter(manyInvoices(5));
    expect((await letterPdf(given)).equals(await letterPdf(given))).toBe(true);
    expect((await letterPdf(given)).equals(await letterPdf({ ...given, at: given.at + 1_000 }))).toBe(false);
  });

  test.each(['A4', 'Letter'] as const)(
    'on %s paper repeats the heading of its table on each page and numbers the pages',
    async (paper) => {
      const pages = await textOf(letter(manyInvoices(60), { paper, locale: 'en-US' }));
      expect(pages).toHaveLength(3);
      pages.forEach((page, index) => {
        expect(page.split('Days overdue')).toHaveLength(2);
        expect(page).toContain(`Page ${index + 1} of 3`);
      });
      const all = pages.join('');
      for (const { number } of manyInvoices(60)) expect(all.split(number)).toHaveLength(2);
    },
  );

  test('has the size of its paper', async () => {
    expect((await letterPdf(letter([]))).toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    const american = await letterPdf(letter([], { paper: 'Letter' }));
    expect(american.toString('latin1')).toContain('/MediaBox [0 0 612 792]');
  });

  test('keeps currencies apart, takes credits off, and lists what is disputed by itself', async () => {
    const items = [
      invoice({ currency: 'EUR', amount: 10_000, ...overdueBy(5) }),
      credit({ number: 'CN-9', currency: 'EUR', amount: 2_500 }),
      invoice({ currency: 'JPY', amount: 7_000, ...overdueBy(5) }),
      invoice({ number: 'DISP', currency: 'EUR', amount: 99_900, dispute: DISPUTE, ...overdueBy(5) }),
    ];
    const page = (await textOf(letter(items))).join('');
    for (const part of [
      'Open items in EUR',
      'CN-9 (credit)',
      '-25.00',
      'Total: €75.00',
      'Open items in JPY',
      'Total: JP¥7,000',
      ENGLISH.disputed,
      'DISP',
      '€999.00',
    ])
      expect(page).toContain(part);
    expect(page).not.toContain(DISPUTE.reason);
  });

  test.each([
    'Zażółć Gęślą Jaźń, Łódź',
    'Příliš žluťoučký kůň',
    'Ærøskøbing, Straße, œuvre, Őrsi-Șerban',
    'Αθήνα, Київ, Nguyễn',
  ])('spells %s right, from embedded fonts', async (name) => {
    const pdf = await letterPdf(letter([], { recipient: [name], title: name }));
    const [page = ''] = pdfText(pdf);
    expect(page.split(name)).toHaveLength(3);
    const written = pdf.toString('latin1');
    expect(written).toContain('NotoSans-Regular');
    expect(written).not.toMatch(/\/BaseFont \/(Helvetica|Times|Courier)/);
  });

  test('gives back its numbers whole when they are copied, drawn with ligatures as they are', async () => {
    const [page] = await textOf(letter([], { reference: '4ff2-ffi-0fl' }));
    expect(page).toContain('Reference: 4ff2-ffi-0fl');
  });

  test('spells an accent that is typed by itself as one letter', async () => {
    const [page] = await textOf(letter([], { recipient: ['Rene\u0301e'] }));
    expect(page).toContain('Ren\u00e9e');
  });

  test('with a character that the font does not have is not made: nobody gets a name in empty boxes', async () => {
    await expect(letterPdf(letter([], { recipient: ['山田'] }))).rejects.toThrow(/FT-STM-LETTER.*U\+5C71/);
  });

  test('is written in the language of the recipient, with its labels, dates and amounts', async () => {
    const item = invoice({ amount: 123_450, currency: 'EUR', ...overdueBy(35) });
    const words = { total: 'Summe', page: 'Seite {} von {}' };
    const [page] = await textOf(letter([item], { locale: 'de-DE', words }));
    for (const part of ['10. März 2026', '1.234,50', 'Summe', 'Seite 1 von 1']) expect(page).toContain(part);
  });

  test('can be listened to: it says its language and its structure, headings of the table included', async () => {
    const pdf = (await letterPdf(letter(manyInvoices(60), { locale: 'en-US' }))).toString('latin1');
    expect(pdf).toContain('/Lang (en-US)');
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain('/DisplayDocTitle true');
    expect(pdf.match(/\/S \/TH\b/g)).toHaveLength(7 + 6);
    expect(pdf.match(/\/S \/TR\b/g)).toHaveLength(61 + 2);
    expect(pdf).toContain('/S /H1');
  });

  test('has room for the longest number, the longest word and the largest amount', async () => {
    const number = `LONG-${'0123456789'.repeat(9)}`;
    const item = invoice({ number, amount: Number.MAX_SAFE_INTEGER, ...overdueBy(5) });
    const [page] = await textOf(letter([item], { text: 'x'.repeat(300) }));
    expect(page).toContain('90,071,992,547,409.91');
    expect(page?.replaceAll(' ', '')).toContain('x'.repeat(300));
    expect(page?.replaceAll(' ', '')).toContain(number);
  });
});

describe('A batch of letters', () => {
  test('is one PDF in which each letter begins on a new page and counts its own', async () => {
    const [one, two] = [letter(manyInvoices(40), { recipient: ['First Example'] }), letter([invoice()])];
    const pages = pdfText(await letterBatch([one, two, one]));
    expect(pages.map((page) => /Page \d of \d/.exec(page)?.[0])).toEqual([
      'Page 1 of 2',
      'Page 2 of 2',
      'Page 1 of 1',
      'Page 1 of 2',
      'Page 2 of 2',
    ]);
    expect(pages.filter((page) => page.includes('First Example'))).toHaveLength(2);
  });

  test('a batch made twice has the same bytes', async () => {
    const letters = [letter(manyInvoices(3)), letter([invoice({ number: 'X' })])];
    expect((await letterBatch(letters)).equals(await letterBatch(letters))).toBe(true);
  });
});
