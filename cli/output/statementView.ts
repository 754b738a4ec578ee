import type { CaseStatement } from '../../client/index.ts';
import type { Bucket } from '../../domain/statement/ageing.ts';
import { formatMoney } from '../../domain/statement/money.ts';
import type { Minor } from '../../domain/statement/openItem.ts';
import type { CurrencyStatement, Line } from '../../domain/statement/statement.ts';
import { table } from './table.ts';

const LOCALE = 'en';
const HEAD = ['  number', 'issued', 'due', 'days overdue', 'level', 'amount', 'open'];
const RIGHT = [3, 4, 5, 6];

const STANDINGS = {
  overdue: 'something is overdue',
  disputed: 'all that is overdue is disputed: the follow-up waits',
  clear: 'nothing is overdue',
};

/** The statement of an account on one screen. */
export function statementView(
  { caseId, customer, statement, standing }: CaseStatement,
  width: number,
): string {
  const { on, currencies, disputed } = statement;
  const sections = [
    `${caseId}\n  customer ${customer}, as of ${on}: ${STANDINGS[standing]}`,
    ...currencies.map((each) => inCurrency(each, width)),
    ...(disputed.length === 0 ? [] : [disputes(disputed, width)]),
  ];
  return sections.join('\n\n');
}

function inCurrency({ currency, lines, ageing, credits, total, overdue }: CurrencyStatement, width: number) {
  const money = (amount: Minor) => formatMoney(amount, currency, LOCALE);
  const sums = [
    ...ageing.map((bucket) => [bucketName(bucket), money(bucket.amount)]),
    ...(credits > 0 ? [['credits', money(-credits)]] : []),
    ['total', money(total)],
    ['of it overdue', money(overdue)],
  ];
  const [head = [], ...rows] = aligned([HEAD, ...lines.map(lineRow)], RIGHT);
  const sumRows = aligned(
    sums.map(([name = '', amount = '']) => [`  ${name}`, amount]),
    [1],
  );
  return `${currency}\n${table(rows, width, head)}\n\n${table(sumRows, width)}`;
}

function lineRow(line: Line): string[] {
  const { number, kind, issued, due, daysOverdue, level, amount, left, currency } = line;
  const credit = kind === 'credit';
  return [
    `  ${number}${credit ? ' (credit)' : ''}`,
    issued,
    due,
    daysOverdue === 0 ? '' : String(daysOverdue),
    level === 0 ? '' : String(level),
    formatMoney(credit ? -amount : amount, currency, LOCALE),
    formatMoney(left, currency, LOCALE),
  ];
}

function disputes(lines: Line[], width: number): string {
  const rows = lines.map(({ number, currency, left, dispute }) => [
    `  ${number}`,
    formatMoney(left, currency, LOCALE),
    `since ${dispute?.since ?? ''}`,
    dispute?.reason ?? '',
  ]);
  return `Disputed: in no total, and not asked for until settled\n${table(rows, width)}`;
}

/** "not due", "1–30 days", "over 90 days". */
export function bucketName({ from, to }: Bucket): string {
  if (from === 0) return 'not due';
  return to === null ? `over ${from - 1} days` : `${from}–${to} days`;
}

/**
 * Numbers stand under each other by their last digit. The empty column at the end is the one that a table would wrap.
 * @param columns which ones are numbers
 */
function aligned(rows: readonly (readonly string[])[], columns: readonly number[]): string[][] {
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => [
    ...row.map((cell, column) => cell.padStart(widths[columns.indexOf(column)] ?? 0)),
    '',
  ]);
}
