import { type LocalDate, localDate } from '../domain/calendar/localTime.ts';
import type { Instant } from '../domain/program/program.ts';
import type { OpenItem } from '../domain/statement/openItem.ts';
import { type Standing, standingOf } from '../domain/statement/standing.ts';
import { type Statement, statementOf } from '../domain/statement/statement.ts';
import { accountOf, openItemsOf } from '../ledger/openItems/account.ts';
import type { Contact } from '../ledger/schema.ts';
import { zoneOfCase } from './calendars.ts';
import { caseNow } from './caseClock.ts';
import type { Context } from './context.ts';
import { existing } from './messages.ts';

export interface StatementOptions {
  /** As of which day; absent: today by the company's calendar. */
  on?: LocalDate | undefined;
  /** Last days of the ageing buckets; absent: 30, 60, 90. */
  ageing?: readonly number[] | undefined;
}

export interface CaseStatement {
  caseId: string;
  /** The customer's id in the system that invoices. */
  customer: string;
  contact: Contact;
  statement: Statement;
  standing: Standing;
  items: OpenItem[];
}

/**
 * What the customer of a case owes on a day, by the open items that came in.
 * @throws ClientError when there is no such case
 */
export async function statement(
  context: Context,
  caseId: string,
  options: StatementOptions = {},
): Promise<CaseStatement> {
  const row = await existing(context, caseId);
  const account = accountOf(row);
  const items = await openItemsOf(context.ledger, account);
  const zone = await zoneOfCase(context, row);
  const on = options.on ?? localDate(zone, caseNow(row));
  return {
    caseId,
    customer: account.customer,
    contact: row.contact,
    statement: statementOf(items, on, options.ageing),
    standing: standingOf(items, on),
    items,
  };
}

/** The day that it is for the company at an instant, by the calendar of a procedure. @throws ClientError */
export async function todayOf(
  context: Context,
  procedure: string,
  at: Instant = Date.now(),
): Promise<LocalDate> {
  return localDate((await context.procedures.current(procedure)).calendar.zone, at);
}
