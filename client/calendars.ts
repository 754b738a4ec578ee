import type { CalendarRules } from '../domain/calendar/rules.ts';
import { nothingDueAt } from '../domain/procedure/check/clock.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { didYouMean, listed } from '../domain/words.ts';
import type { Case } from '../ledger/schema.ts';
import { problemsOf } from '../procedures/brokenCalendar.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

/** A calendar as its file is today. @throws ClientError when there is none, its file is gone, or has errors */
export async function calendarNamed(context: Context, name: string): Promise<CalendarRules> {
  const rules = await context.procedures.calendar(name);
  if (rules) return rules;
  const { calendars, problems } = await context.procedures.library();
  const [first] = problemsOf(name, problems);
  if (first) {
    const { file, line, message } = first;
    const says = `the calendar "${name}" has errors. The first: ${file}:${line}: ${message}`;
    throw new ClientError('FT-CLI-CALENDAR-BROKEN', says);
  }
  const names = calendars.map(({ calendar }) => calendar);
  const hint = `${didYouMean(name, names)} There is ${listed(names)}.`;
  throw new ClientError('FT-CLI-CALENDAR', `there is no calendar "${name}".${hint}`);
}

/**
 * The calendar that a case is opened with instead of its procedure's.
 * @throws ClientError FT-CLI-CALENDAR, FT-CLI-CALENDAR-BROKEN, or FT-CLI-CALENDAR-HOURS when it is closed at the hour of
 *   the procedure's steps
 */
export async function calendarChosen(
  context: Context,
  name: string,
  { clock }: Procedure,
): Promise<CalendarRules> {
  const rules = await calendarNamed(context, name);
  const closed = nothingDueAt(clock.at, rules);
  if (closed !== null) throw new ClientError('FT-CLI-CALENDAR-HOURS', closed);
  return rules;
}

/** The zone that the days of a case are in. @throws ClientError when its calendar is gone and no date is planned */
export async function zoneOfCase(context: Context, row: Case): Promise<string> {
  if (row.plan) return row.plan.zone;
  const { clock } = await context.procedures.programOf(row);
  return (await calendarNamed(context, clock.calendar)).zone;
}
