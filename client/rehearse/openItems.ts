import { calendarAround } from '../../domain/calendar/calendar.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import type { Instant } from '../../domain/program/program.ts';
import { plusDays } from '../../domain/statement/days.ts';
import { accountOf } from '../../ledger/openItems/account.ts';
import { takePicture } from '../../ledger/openItems/take.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { deliverSoon } from '../deliver/deliver.ts';
import { ClientError } from '../errors.ts';
import { reviewAction, reviewActions } from '../reviews/action.ts';
import { openReview } from '../reviews/review.ts';

const SOURCE = 'rehearsal';
const INVOICE = {
  number: 'EXAMPLE-1',
  kind: 'invoice' as const,
  currency: 'USD',
  amount: 125_000,
  dispute: null,
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
  const due = localDate(zone, dueAt);
  await take(context, { customer, procedure: procedure.procedure, due, zone, at: dueAt, paid: 0 });
}

/** Staff do the first thing that the level suggests; without it there is no Done. */
export async function playReview(context: Context, taskId: string): Promise<void> {
  const [first] = await reviewActions(context, taskId);
  const done = first && (await reviewAction(context, taskId, first.action, { by: SOURCE }));
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

/** The customer of a rehearsal pays all. */
export async function payExampleInvoice(context: Context, caseId: string): Promise<void> {
  const row = await context.ledger
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  const at = caseNow(row);
  const zone = row.plan?.zone ?? 'UTC';
  const { customer } = accountOf(row);
  await take(context, {
    customer,
    procedure: row.procedure,
    due: localDate(zone, row.opened_at),
    zone,
    at,
    paid: INVOICE.amount,
  });
  await deliverSoon(context, caseId);
}

async function take(
  { ledger }: Context,
  given: { customer: string; procedure: string; due: string; zone: string; at: Instant; paid: number },
): Promise<void> {
  const { customer, procedure, due, zone, at, paid } = given;
  await takePicture(ledger, {
    source: SOURCE,
    customer,
    importId: paid === 0 ? 'invoiced' : 'paid',
    asOf: at,
    at,
    by: SOURCE,
    full: true,
    items: [{ ...INVOICE, issued: plusDays(due, -DAYS_TO_PAY), due, paid }],
    today: localDate(zone, at),
    procedure,
    tells: { paid: 'paid', changed: null },
  });
}
