import { StatementError } from '../../domain/statement/errors.ts';
import type { ToldItem } from '../../ledger/openItems/changes.ts';
import type { ReadRow } from './row.ts';

type GoodRow = Extract<ReadRow, { item: ToldItem }>;
type WrongRow = Extract<ReadRow, { wrong: object }>;

export interface Grouped {
  /** Accounts of which every row is good. */
  accounts: {
    customer: string;
    items: ToldItem[];
    rows: GoodRow[];
    name: string | null;
    email: string | null;
    address: string | null;
  }[];
  wrong: WrongRow[];
}

/** Puts the rows of each account together, wherever they stand in the file. One wrong row holds its account back. */
export function groupRows(rows: readonly ReadRow[]): Grouped {
  const accounts = new Map<string, GoodRow[]>();
  const wrong: WrongRow[] = [];
  for (const row of rows) {
    if ('wrong' in row) wrong.push(row);
    else if (!accounts.get(row.customer)?.push(row)) accounts.set(row.customer, [row]);
  }
  for (const good of accounts.values()) wrong.push(...twice(good));
  const because = new Map(wrong.map((row) => [row.customer, row.row]));
  const told = new Set(wrong.map(({ row }) => row));
  const grouped: Grouped = { accounts: [], wrong: [...wrong] };
  for (const [customer, good] of accounts) {
    const first = because.get(customer);
    if (first === undefined) grouped.accounts.push(accountOf(customer, good));
    else grouped.wrong.push(...heldBack(good, told, first));
  }
  return grouped;
}

function accountOf(customer: string, rows: GoodRow[]): Grouped['accounts'][number] {
  return {
    customer,
    rows,
    items: rows.map(({ item }) => item),
    name: rows.find(({ name }) => name)?.name ?? null,
    email: rows.find(({ email }) => email)?.email ?? null,
    address: rows.find(({ address }) => address)?.address ?? null,
  };
}

function twice(rows: GoodRow[]): WrongRow[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ row, customer, item }) => {
    const before = seen.get(item.number);
    seen.set(item.number, before ?? row);
    if (before === undefined) return [];
    return [wrongRow(row, customer, 'FT-STM-TWICE', `${item.number} stands in row ${before} as well.`)];
  });
}

function heldBack(rows: GoodRow[], told: ReadonlySet<number>, because: number): WrongRow[] {
  return rows
    .filter(({ row }) => !told.has(row))
    .map(({ row, customer }) =>
      wrongRow(row, customer, 'FT-STM-HELD-BACK', `row ${because} of the same customer is wrong.`),
    );
}

function wrongRow(row: number, customer: string, code: StatementError['code'], message: string): WrongRow {
  return { row, customer, wrong: { code, message: new StatementError(code, message).message } };
}
