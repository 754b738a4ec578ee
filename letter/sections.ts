import type { Bucket } from '../domain/statement/ageing.ts';
import { formatAmount, formatMoney } from '../domain/statement/money.ts';
import type { CurrencyStatement, Line } from '../domain/statement/statement.ts';
import { writeDate } from './dates.ts';
import type { Letter } from './letter.ts';
import { type Pen, SMALL, type Style } from './pen.ts';
import { drawTable, type Table } from './table.ts';
import { tagged } from './tags.ts';
import { ENGLISH, filled, type LetterWords } from './words.ts';

type Section = PDFKit.PDFStructureElement;

const SUBTITLE: Style = { size: 11, weight: 700 };
const SPACE = 14;

/** What is owed in each currency, then what is disputed. */
export function drawStatement(pen: Pen, section: Section, letter: Letter): void {
  const words = { ...ENGLISH, ...letter.words };
  for (const each of letter.statement.currencies) drawCurrency(pen, section, letter, words, each);
  const { disputed } = letter.statement;
  if (disputed.length === 0) return;
  heading(pen, section, words.disputed);
  const rows = disputed.map((line) => [
    line.number,
    writeDate(line.due, letter.locale),
    formatMoney(line.left, line.currency, letter.locale),
  ]);
  const columns = [column(words.number), column(words.due), column(words.open, 'right')];
  drawTable(pen, section, { columns, rows });
}

function drawCurrency(
  pen: Pen,
  section: Section,
  { locale }: Letter,
  words: LetterWords,
  statement: CurrencyStatement,
): void {
  const { currency, lines, ageing, credits, total, overdue } = statement;
  const amount = (minor: number) => formatAmount(minor, currency, locale);
  heading(pen, section, filled(words.amountsIn, currency));
  drawTable(pen, section, itemsTable(lines, locale, words));
  pen.y += SPACE;
  const ages = ageing.map((bucket) => ({ head: bucketLabel(bucket, words), value: amount(bucket.amount) }));
  const parts = [...ages, ...(credits > 0 ? [{ head: words.credits, value: amount(-credits) }] : [])];
  drawTable(pen, section, {
    columns: [column(words.ageing), ...parts.map(({ head }) => column(head, 'right'))],
    rows: [[currency, ...parts.map(({ value }) => value)]],
  });
  pen.y += SPACE / 2;
  drawTotal(pen, section, words.total, formatMoney(total, currency, locale), { size: 11, weight: 700 });
  drawTotal(pen, section, words.overdue, formatMoney(overdue, currency, locale), { size: 9 });
}

function itemsTable(lines: Line[], locale: string, words: LetterWords): Table {
  const columns = [
    column(words.number),
    column(words.issued),
    column(words.due),
    column(words.daysOverdue, 'right'),
    column(words.amount, 'right'),
    column(words.paid, 'right'),
    column(words.open, 'right'),
  ];
  const rows = lines.map((line) => {
    const { number, kind, issued, due, daysOverdue, paid, left, currency } = line;
    const sign = kind === 'credit' ? -1 : 1;
    const amount = (minor: number) => formatAmount(minor, currency, locale);
    return [
      kind === 'credit' ? `${number} (${words.credit})` : number,
      writeDate(issued, locale),
      kind === 'credit' ? '' : writeDate(due, locale),
      daysOverdue === 0 ? '' : String(daysOverdue),
      amount(sign * line.amount),
      paid === 0 ? '' : amount(sign * paid),
      amount(left),
    ];
  });
  return { columns, rows };
}

function drawTotal(pen: Pen, section: Section, label: string, value: string, style: Style): void {
  pen.need(pen.lineHeight(style));
  tagged(pen.doc, section, 'P', () => {
    const valueWidth = pen.fonts.width(value, style.size, style.weight ?? 400);
    pen.put(`${label}: `, pen.right - Math.max(130, valueWidth + SPACE), style, 'right');
    pen.put(value, pen.right, style, 'right');
  });
  pen.y += pen.lineHeight(style);
}

function heading(pen: Pen, section: Section, text: string): void {
  pen.need(SPACE + 5 * pen.lineHeight(SUBTITLE));
  pen.y += SPACE;
  tagged(pen.doc, section, 'H2', () => pen.lines(pen.wrap(text, pen.width, SUBTITLE), SUBTITLE));
}

function bucketLabel({ from, to }: Bucket, words: LetterWords): string {
  if (from === 0) return words.notDue;
  return to === null ? filled(words.over, from - 1) : filled(words.days, `${from}–${to}`);
}

function column(head: string, align: 'left' | 'right' = 'left') {
  return { head, align };
}

/** Page numbers and the reference, once it is known how many pages there are. */
export function drawFooter(pen: Pen, letter: Letter, page: number, pages: number): void {
  const words = { ...ENGLISH, ...letter.words };
  pen.y = pen.doc.page.height - 40;
  pen.artifact('Pagination', () => {
    pen.put([letter.sender.name, letter.reference ?? ''].filter(Boolean).join('  ·  '), pen.left, SMALL);
    pen.put(filled(words.page, page, pages), pen.right, SMALL, 'right');
  });
}
