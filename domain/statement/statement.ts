import type { LocalDate } from '../calendar/localTime.ts';
import { agesOf, type Bucket } from './ageing.ts';
import { debtsOf } from './credits.ts';
import { daysOverdue } from './days.ts';
import { sum } from './money.ts';
import { byDue, isOpen, leftOf, type Minor, type OpenItem } from './openItem.ts';

/** An item as it stands on the statement. */
export interface Line extends OpenItem {
  /** Still owed; of a credit below zero, because it lowers the total. */
  left: Minor;
  /** Whole days; 0 for what is not overdue, and for credits. */
  daysOverdue: number;
}

/** What an account owes in one currency. */
export interface CurrencyStatement {
  currency: string;
  /** The oldest debt first. */
  lines: Line[];
  /** Invoices by how long they are overdue. With the credits taken off, the buckets make up the total. */
  ageing: Bucket[];
  /** Open credits, zero or above. */
  credits: Minor;
  /** Invoices less credits; below zero when the account has more credit than debt. */
  total: Minor;
  /** What is overdue and not covered by credits. */
  overdue: Minor;
}

/** An account on a day. Currencies are never added up with each other. */
export interface Statement {
  on: LocalDate;
  currencies: CurrencyStatement[];
  /** Not in any total, and not asked for until settled. */
  disputed: Line[];
}

/**
 * The statement of open items: invoices and credits of which something is left, part payments taken off.
 * @param today local date of the company's calendar
 * @param ageing last days of the ageing buckets; default 30, 60, 90
 */
export function statementOf(
  items: readonly OpenItem[],
  today: LocalDate,
  ageing?: readonly number[],
): Statement {
  const lines = items
    .filter(isOpen)
    .sort(byDue)
    .map((item) => lineOf(item, today));
  const undisputed = lines.filter(({ dispute }) => dispute === null);
  const codes = [...new Set(undisputed.map(({ currency }) => currency))].sort();
  return {
    on: today,
    currencies: codes.map((currency) =>
      inCurrency(
        currency,
        undisputed.filter((line) => line.currency === currency),
        ageing,
      ),
    ),
    disputed: lines.filter(({ dispute }) => dispute !== null),
  };
}

function lineOf(item: OpenItem, today: LocalDate): Line {
  const credit = item.kind === 'credit';
  return {
    ...item,
    left: credit ? -leftOf(item) : leftOf(item),
    daysOverdue: credit ? 0 : daysOverdue(item.due, today),
  };
}

function inCurrency(currency: string, lines: Line[], ageing?: readonly number[]): CurrencyStatement {
  const invoices = lines.filter(({ kind }) => kind === 'invoice');
  const total = sum(lines.map(({ left }) => left));
  const credits = sum(invoices.map(({ left }) => left)) - total;
  const late = new Set(invoices.filter((line) => line.daysOverdue > 0).map(({ number }) => number));
  const overdue = debtsOf(lines).filter(({ item }) => late.has(item.number));
  return {
    currency,
    lines,
    ageing: agesOf(invoices, ageing),
    credits,
    total,
    overdue: sum(overdue.map(({ left }) => left)),
  };
}
