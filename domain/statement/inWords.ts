import type { LocalDate } from '../calendar/localTime.ts';
import type { StatementValues } from '../messages/values.ts';
import { formatMoney } from './money.ts';
import { type Line, statementOf } from './statement.ts';
import type { OpenItem } from './openItem.ts';

/** What messages say of an account: a line for each open invoice, what is overdue, and since how many days. */
export function statementValues(items: OpenItem[], today: LocalDate, locale: string): StatementValues {
  const statement = statementOf(items, today);
  const lines = statement.currencies.flatMap((each) => each.lines);
  const overdue = statement.currencies
    .filter((each) => each.overdue > 0)
    .map((each) => formatMoney(each.overdue, each.currency, locale));
  return {
    statement: [...lines.map((line) => lineOf(line, locale)), ...disputed(statement.disputed, locale)].join(
      '\n',
    ),
    amountDue: overdue.join(' + '),
    daysOverdue: Math.max(0, ...lines.map((line) => line.daysOverdue)),
  };
}

function lineOf(line: Line, locale: string): string {
  const money = formatMoney(line.left, line.currency, locale);
  if (line.kind === 'credit') return `- Credit ${line.number}: ${money}`;
  const late = line.daysOverdue > 0 ? `, ${line.daysOverdue} days overdue` : '';
  return `- Invoice ${line.number} of ${line.issued}, due ${line.due}: ${money}${late}`;
}

function disputed(lines: Line[], locale: string): string[] {
  return lines.map(
    (line) =>
      `- Invoice ${line.number}: ${formatMoney(line.left, line.currency, locale)}, disputed, not asked for`,
  );
}
