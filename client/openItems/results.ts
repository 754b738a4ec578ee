import type { Standing } from '../../domain/statement/standing.ts';
import type { StatementErrorCode } from '../../domain/statement/errors.ts';
import type { ItemChange } from '../../ledger/openItems/rows.ts';
import type { Taken, TakenResult } from '../../ledger/openItems/take.ts';
import type { Grouped } from './group.ts';
import type { Opened } from './opening.ts';

/** What became of a row. `older`: a newer picture of the account was there before. */
export interface RowResult {
  /** From 1, without the heading. */
  row: number;
  customer: string | null;
  number: string | null;
  outcome: Exclude<ItemChange, 'closed' | 'reviewed'> | 'unchanged' | 'older' | 'error';
  /** For an error. */
  code?: StatementErrorCode;
  because?: string;
}

/** What became of an account. */
export interface CustomerResult {
  customer: string;
  /** `paid`: nothing overdue is left, and an open case has been told. */
  result: TakenResult;
  standing: Standing;
  /** Items that a full picture no longer has. */
  closed: string[];
  changes: Record<string, ItemChange>;
  repeated: boolean;
  /** The open case of the account, or the one that was opened now. */
  caseId: string | null;
  opened: boolean;
  /** Why no case could be opened. */
  because?: string;
}

export interface ItemsImported {
  id: string;
  /** One for each row of the file, in its order. */
  rows: RowResult[];
  customers: CustomerResult[];
  /** Nothing counted as paid for not being in the file: it holds changes only, or has a row without a customer. */
  nothingClosed: boolean;
}

export function resultOf(customer: string, taken: Taken, opened: Opened | null): CustomerResult {
  const { result, standing, changes, repeated, caseId } = taken;
  const closed = Object.keys(changes).filter((number) => changes[number] === 'closed');
  const base = { customer, result, standing, changes, closed, repeated };
  if (!opened) return { ...base, caseId, opened: false };
  if ('because' in opened) return { ...base, caseId, opened: false, because: opened.because };
  return { ...base, caseId: opened.caseId, opened: true };
}

export function rowResults({ accounts, wrong }: Grouped, customers: CustomerResult[]): RowResult[] {
  const results = new Map(customers.map((result) => [result.customer, result]));
  const good = accounts.flatMap(({ customer, rows }) => {
    const { result, changes = {} } = results.get(customer) ?? {};
    return rows.map(({ row, item: { number } }): RowResult => {
      const change = changes[number];
      const outcome = change && change !== 'closed' && change !== 'reviewed' ? change : 'unchanged';
      return { row, customer, number, outcome: result === 'older' ? 'older' : outcome };
    });
  });
  const bad = wrong.map(
    ({ row, customer, wrong: { code, message } }): RowResult => ({
      row,
      customer,
      number: null,
      outcome: 'error',
      code,
      because: message,
    }),
  );
  return [...good, ...bad].sort((a, b) => a.row - b.row);
}
