import { localDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import { StatementError } from '../../domain/statement/errors.ts';
import { ITEMS_CHANGED } from '../../domain/program/evolve/outside.ts';
import { customersWithOpenItems, openItemsOf } from '../../ledger/openItems/account.ts';
import type { Account } from '../../ledger/openItems/rows.ts';
import { newId } from '../../ledger/id.ts';
import { type Taken, takePicture } from '../../ledger/openItems/take.ts';
import { whoActs } from '../acting.ts';
import { caseIdOf } from '../caseId.ts';
import type { Context } from '../context.ts';
import { deliverSoon } from '../deliver/deliver.ts';
import { checkText, LONGEST_NAME } from '../text.ts';
import { type Grouped, groupRows } from './group.ts';
import { type CustomerResult, type ItemsImported, resultOf, rowResults } from './results.ts';
import { levelOpening, type Opens } from './levels.ts';
import { type ImportedCustomer, openFollowUp, type Opening } from './opening.ts';
import type { ReadRow } from './row.ts';

/**
 * What a file holds. `changes`: only what is new or has changed; `customers`: all open items of each customer in it;
 * `everything`: all open items of all customers, so that who is missing owes nothing any more.
 */
export type Holds = 'changes' | 'customers' | 'everything';

export interface ImportOpenItems {
  /** The system that invoices, such as "erp": with a customer's id it names an account. */
  source: string;
  rows: readonly ReadRow[];
  holds: Holds;
  /** The person who brings it; absent: the system itself. */
  by?: string | undefined;
  /** The import's own id: the same one is taken once. Absent: a new one; the same rows again change nothing anyway. */
  id?: string | undefined;
  /** Of what moment the file is; an older one never replaces what a newer one said. Absent: now. */
  asOf?: Instant | undefined;
  /** Whose cases are told; absent: customer-statement. */
  procedure?: string | undefined;
  /** The company's zone, which says what today is; absent: that of the procedure's calendar. */
  zone?: string | undefined;
  /** How to open a case for a customer who has something overdue and no case; absent, or null: none is opened. */
  opening?: Opening | undefined;
  /** As `opening`, by what the file and the letterhead say; only for a procedure with levels. */
  opens?: Opens | undefined;
  /**
   * What a case is told when something has changed and something overdue is left; absent: that its next date is another
   * one, where the procedure has levels.
   */
  changedCondition?: string | undefined;
}

type Said = Pick<ImportedCustomer, 'name' | 'email' | 'address'>;

export const STATEMENT_PROCEDURE = 'customer-statement';

/**
 * Takes open items, each account as a whole or not at all: an account with a wrong row stays as it was, because the
 * missing row would look paid. What is stored is told to the account's case: nothing overdue is left, it is `paid`.
 * @throws StatementError, ClientError when nothing was taken; LedgerUnavailable in the middle: import again
 */
export async function importOpenItems(context: Context, given: ImportOpenItems): Promise<ItemsImported> {
  const procedure = given.procedure ?? STATEMENT_PROCEDURE;
  caseIdOf({ procedure, source: given.source, occurrence: 'any' });
  if (given.by !== undefined) await whoActs(context.ledger, given.by);
  const id = checkText(given.id ?? newId(), 'id of the import', LONGEST_NAME);
  const current = await context.procedures.current(procedure);
  const zone = given.zone ?? current.calendar.zone;
  const levels = current.procedure.levels.length > 0;
  const opens = levels && given.opens ? levelOpening(context, current.procedure, zone, given.opens) : null;
  const opening = given.opening ?? (await opens);
  const grouped = groupRows(given.rows);
  // A row of which nobody knows the customer may be any customer's: then nothing is paid for not being in the file.
  const whole = given.holds !== 'changes' && given.rows.every(({ customer }) => customer !== null);
  const absent = await absentCustomers(context, given, whole);
  const asOf = given.asOf ?? Date.now();
  const take = (customer: string, items: Grouped['accounts'][number]['items']) =>
    takePicture(context.ledger, {
      source: given.source,
      customer,
      importId: id,
      asOf,
      at: Date.now(),
      by: given.by ?? given.source,
      full: whole,
      items,
      today: localDate(zone, asOf),
      procedure,
      tells: { paid: 'paid', changed: given.changedCondition ?? (levels ? ITEMS_CHANGED : null) },
    });

  const telling = new Telling(context);
  const customers: CustomerResult[] = [];
  for (const { customer, items, ...said } of [...grouped.accounts, ...absent]) {
    const taken = await take(customer, items);
    await telling.tell(taken);
    const account = { source: given.source, customer };
    const opened =
      taken.standing === 'overdue' && taken.caseId === null && opening
        ? await openFollowUp(context, procedure, account, {
            given: opening(await asImported(account, said)),
            news: Object.values(taken.changes).includes('new'),
            by: given.by ?? null,
          })
        : null;
    customers.push(resultOf(customer, taken, opened));
  }
  return { id, rows: rowResults(grouped, customers), customers, nothingClosed: !whole };

  async function asImported(account: Account, { name, email, address }: Said): Promise<ImportedCustomer> {
    const items = await openItemsOf(context.ledger, account);
    return { customer: account.customer, name, email, address, items };
  }
}

/** The customers whose absence from the file means that they owe nothing. */
async function absentCustomers(
  { ledger }: Context,
  { holds, rows, source }: ImportOpenItems,
  whole: boolean,
): Promise<Grouped['accounts']> {
  if (holds !== 'everything') return [];
  if (rows.length === 0) throw new StatementError('FT-STM-EMPTY', 'the file has no rows.');
  if (!whole) return [];
  const there = new Set(rows.map(({ customer }) => customer));
  const missing = (await customersWithOpenItems(ledger, source)).filter((customer) => !there.has(customer));
  return missing.map((customer) => ({
    customer,
    items: [],
    rows: [],
    name: null,
    email: null,
    address: null,
  }));
}

/** Tells the cases. When Temporal is away the redrive does it: one wait for it is enough. */
class Telling {
  readonly #context: Context;
  #away = false;

  constructor(context: Context) {
    this.#context = context;
  }

  async tell({ command, caseId }: Taken): Promise<void> {
    if (!command || !caseId || this.#away) return;
    this.#away = (await deliverSoon(this.#context, caseId)) !== null;
  }
}
