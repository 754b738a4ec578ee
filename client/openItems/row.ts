import type { LocalDate } from '../../domain/calendar/localTime.ts';
import { isCurrency } from '../../domain/statement/currency.ts';
import { StatementError, type StatementErrorCode } from '../../domain/statement/errors.ts';
import type { ItemKind, OpenItem } from '../../domain/statement/openItem.ts';
import type { ToldItem } from '../../ledger/openItems/changes.ts';
import { columnOf, type Field, type ItemsFormat } from './format.ts';
import { amountIn, dateIn } from './values.ts';

/** A row of the file: its number from 1 without the heading, and what it says or why it cannot be taken. */
export type ReadRow =
  | {
      row: number;
      customer: string;
      item: ToldItem;
      name: string | null;
      email: string | null;
      address: string | null;
    }
  | { row: number; customer: string | null; wrong: { code: StatementErrorCode; message: string } };

/** The row as texts, by the file's own column names. */
export type RawRow = Readonly<Record<string, string>>;

/** No "#", which sets apart the follow-ups of one customer; no "@", because an address is no id. */
const CUSTOMER = /^[A-Za-z0-9][A-Za-z0-9._~:/=|-]{0,99}$/;
const LONGEST = 1_000;
const NO = /^(|no|n|false|0)$/i;
const YES = /^(yes|y|true|1|x)$/i;

/** Reads one row strictly. @param today since when an item is disputed that is not said since when */
export function readRow(row: number, raw: RawRow, format: ItemsFormat, today: LocalDate): ReadRow {
  const value = (field: Field) => raw[columnOf(format, field)]?.trim() ?? '';
  const customer = CUSTOMER.test(value('customer')) ? value('customer') : null;
  try {
    const item = itemIn(new Cells(raw, format), today);
    if (customer === null)
      throw new StatementError('FT-STM-CUSTOMER', `"${value('customer')}" is not the id of a customer.`);
    const [name, email, address] = [value('name') || null, value('email') || null, value('address') || null];
    return { row, customer, item, name, email, address };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { row, customer, wrong: { code: error.code, message: error.message } };
  }
}

/** The values of a row by our own names. */
class Cells {
  readonly format: ItemsFormat;
  readonly #raw: RawRow;

  constructor(raw: RawRow, format: ItemsFormat) {
    this.#raw = raw;
    this.format = format;
  }

  /** Undefined: the file has no such column. */
  maybe(field: Field): string | undefined {
    const value = this.#raw[columnOf(this.format, field)]?.trim();
    if (value === undefined) return undefined;
    if (value.length > LONGEST || value.includes('\ufffd') || value.includes('\0'))
      throw new StatementError('FT-STM-TEXT', `${field} is too long or was not saved as UTF-8.`);
    return value;
  }

  needed(field: Field): string {
    const value = this.maybe(field);
    if (value) return value;
    throw new StatementError('FT-STM-MISSING', `${field} is missing.`);
  }
}

function itemIn(cells: Cells, today: LocalDate): ToldItem {
  const { format } = cells;
  const currency = cells.maybe('currency') || format.currency;
  if (!currency || !isCurrency(currency))
    throw new StatementError('FT-STM-CURRENCY', `"${currency ?? ''}" is no currency of ISO 4217.`);
  const money = (field: Field, text: string) => amountIn(text, field, currency, format.decimal);
  const signed = money('amount', cells.needed('amount'));
  const kind = kindIn(cells, signed);
  const amount = Math.abs(signed);
  const level = levelIn(cells);
  const disputed = disputeIn(cells, today);
  const item: ToldItem = {
    number: cells.needed('number'),
    kind,
    issued: dateIn(cells.needed('issued'), 'issued', format.dates),
    due: dateIn(cells.needed('due'), 'due', format.dates),
    currency,
    amount,
    paid: paidIn(cells, money, amount),
    ...(disputed === undefined ? {} : { dispute: disputed }),
    ...(level === undefined ? {} : { level }),
  };
  cells.maybe('name');
  cells.maybe('email');
  cells.maybe('address');
  return item;
}

function kindIn(cells: Cells, amount: number): ItemKind {
  const word = cells.maybe('kind')?.toLowerCase();
  const { kinds } = cells.format;
  if (amount === 0) throw new StatementError('FT-STM-AMOUNT', 'the amount is zero.');
  if (!word) return amount < 0 ? 'credit' : 'invoice';
  if (kinds.credit.includes(word)) return 'credit';
  if (!kinds.invoice.includes(word))
    throw new StatementError('FT-STM-KIND', `"${word}" is neither an invoice nor a credit.`);
  if (amount < 0) throw new StatementError('FT-STM-KIND', 'an invoice cannot be below zero.');
  return 'invoice';
}

/** Of a credit, "paid" and "open" may be written below zero as its amount is. */
function paidIn(cells: Cells, money: (field: Field, text: string) => number, amount: number): number {
  const [paid, open] = [cells.maybe('paid'), cells.maybe('open')];
  const so = paid ? Math.abs(money('paid', paid)) : open ? amount - Math.abs(money('open', open)) : 0;
  if (so >= 0 && so <= amount) return so;
  throw new StatementError('FT-STM-AMOUNT', 'paid and open are not parts of the amount.');
}

function disputeIn(cells: Cells, today: LocalDate): OpenItem['dispute'] | undefined {
  const word = cells.maybe('disputed');
  if (word === undefined) return undefined;
  if (NO.test(word)) return null;
  const since = YES.test(word) ? today : dateIn(word, 'disputed', cells.format.dates);
  return { since, reason: cells.maybe('reason') || 'not given' };
}

function levelIn(cells: Cells): number | undefined {
  const word = cells.maybe('level');
  if (!word) return undefined;
  if (/^\d{1,2}$/.test(word)) return Number(word);
  throw new StatementError('FT-STM-LEVEL', `"${word}" is no level.`);
}
