import { calendarAround } from '../../domain/calendar/calendar.ts';
import { type LocalDate, localDate } from '../../domain/calendar/localTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { ITEMS_CHANGED } from '../../domain/program/evolve/outside.ts';
import type { Instant } from '../../domain/program/program.ts';
import { plusDays } from '../../domain/statement/days.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';
import { newId } from '../../ledger/id.ts';
import { accountOf, openItemsOf } from '../../ledger/openItems/account.ts';
import { takePicture } from '../../ledger/openItems/take.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { deliverSoon } from '../deliver/deliver.ts';
import { dispute } from '../dispute.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { reviewAction, reviewActions } from '../reviews/action.ts';
import { openReview } from '../reviews/review.ts';

const SOURCE = 'rehearsal';
const INVOICE = {
  number: 'EXAMPLE-1',
  kind: 'invoice' as const,
  currency: 'USD',
  amount: 125_000,
};
const DAYS_TO_PAY = 30;

/** Puts one example invoice on the account of a rehearsal, due at the fact that its procedure counts from. */
export async function putExampleInvoice(
  context: Context,
  { procedure, calendar }: { procedure: Procedure; calendar: CalendarRules },
  { customer, facts }: { customer: string; facts: Record<string, unknown> },
): Promise<void> {
  if (procedure.levels.length === 0) return;
  const dueAt = Date.parse(String(facts[procedure.clock.dayZero]));
  // What is wrong with the fact is told when the case is opened.
  if (Number.isNaN(dueAt)) return;
  const { zone } = calendarAround(calendar, [dueAt]);
  const items = [{ ...INVOICE, ...dated(localDate(zone, dueAt)), paid: 0 }];
  await take(context, { customer, procedure: procedure.procedure, zone, at: dueAt, items });
}

/**
 * Staff do something about the account; without that there is no Done.
 * @param action absent: the first thing that the level suggests
 */
export async function playReview(context: Context, taskId: string, action?: string): Promise<void> {
  const [first] = await reviewActions(context, taskId);
  const meant = action ?? first?.action;
  const done = meant === undefined ? undefined : await reviewAction(context, taskId, meant, { by: SOURCE });
  if (done?.state === 'logged') return;
  throw new ClientError(
    'FT-CLI-REHEARSAL',
    `nothing could be done about the account: ${done?.why ?? 'its level has no words'}.`,
  );
}

/** Whether this review is of the last level: nobody waits for money for ever, so the customer pays after it. */
export async function isLastLevel(context: Context, taskId: string): Promise<boolean> {
  const { procedure, level } = await openReview(context, taskId);
  return procedure.levels.at(-1)?.name === level.name;
}

/** What can become of the account of a rehearsal, besides that all of it is paid. */
export const ACCOUNT_EVENTS = ['part-paid', 'invoiced', 'disputed', 'dispute-settled'] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];

/** The customer of a rehearsal pays all. */
export async function payExampleInvoice(context: Context, caseId: string): Promise<void> {
  await bring(context, caseId, (items) => items.map((item) => ({ ...item, paid: item.amount })));
}

/** The customer pays half of all, gets another invoice that is due that day, or disputes the example invoice. */
export async function happenToAccount(context: Context, caseId: string, event: AccountEvent): Promise<void> {
  switch (event) {
    case 'part-paid':
      return bring(context, caseId, (items) => items.map((item) => ({ ...item, paid: item.amount / 2 })));
    case 'invoiced':
      return bring(context, caseId, (items, today) => [
        ...items,
        { ...INVOICE, number: `EXAMPLE-${items.length + 1}`, ...dated(today), paid: 0 },
      ]);
    case 'disputed':
    case 'dispute-settled': {
      const reason = event === 'disputed' ? 'An example of a dispute.' : null;
      await dispute(context, caseId, { invoice: INVOICE.number, reason, by: SOURCE });
    }
  }
}

type Told = Parameters<typeof takePicture>[1]['items'][number];

/** Accounts receivable tells what has become of the account, by the clock of the case. */
async function bring(
  context: Context,
  caseId: string,
  become: (items: Told[], today: LocalDate) => Told[],
): Promise<void> {
  const row = await existing(context, caseId);
  const at = caseNow(row);
  const zone = row.plan?.zone ?? 'UTC';
  const account = accountOf(row);
  const items = (await openItemsOf(context.ledger, account)).map(toldOf);
  await take(context, {
    customer: account.customer,
    procedure: row.procedure,
    zone,
    at,
    items: become(items, localDate(zone, at)),
  });
  await deliverSoon(context, caseId);
}

/** Disputes and levels are our own memory. */
function toldOf({ number, kind, issued, due, currency, amount, paid }: OpenItem): Told {
  return { number, kind, issued, due, currency, amount, paid };
}

function dated(due: LocalDate): { issued: LocalDate; due: LocalDate } {
  return { issued: plusDays(due, -DAYS_TO_PAY), due };
}

async function take(
  { ledger }: Context,
  given: { customer: string; procedure: string; zone: string; at: Instant; items: Told[] },
): Promise<void> {
  const { customer, procedure, zone, at, items } = given;
  await takePicture(ledger, {
    source: SOURCE,
    customer,
    importId: newId(),
    asOf: at,
    at,
    by: SOURCE,
    full: true,
    items,
    today: localDate(zone, at),
    procedure,
    tells: { paid: 'paid', changed: ITEMS_CHANGED },
  });
}
