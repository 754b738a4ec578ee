import { decimalOf } from '../domain/statement/money.ts';
import type { Line } from '../domain/statement/statement.ts';
import type { CaseStatement } from './statement.ts';

/** The statement for programs: amounts as decimal texts, which no reader rounds. */
export function statementDocument({ customer, standing, statement }: CaseStatement) {
  return {
    customer,
    on: statement.on,
    standing,
    currencies: statement.currencies.map(({ currency, lines, ageing, ...sums }) => ({
      currency,
      lines: lines.map(lineDocument),
      ageing: ageing.map(({ from, to, amount }) => ({ from, to, amount: decimalOf(amount, currency) })),
      credits: decimalOf(sums.credits, currency),
      total: decimalOf(sums.total, currency),
      overdue: decimalOf(sums.overdue, currency),
    })),
    disputed: statement.disputed.map((line) => ({ ...lineDocument(line), currency: line.currency })),
  };
}

function lineDocument(line: Line) {
  const { number, kind, issued, due, daysOverdue, level, dunnedOn, dispute, currency } = line;
  return {
    number,
    kind,
    issued,
    due,
    daysOverdue,
    amount: decimalOf(line.amount, currency),
    paid: decimalOf(line.paid, currency),
    open: decimalOf(line.left, currency),
    level,
    dunnedOn,
    ...(dispute ? { dispute } : {}),
  };
}
