import { calendarFor } from '../calendar/calendar.ts';
import { localDate } from '../calendar/localTime.ts';
import { planDates } from '../calendar/planDates.ts';
import { planLevel } from '../calendar/planLevel.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import { type Met, walk } from '../program/ahead.ts';
import { begin } from '../program/begin.ts';
import type { Plan, PlanAsk } from '../program/plan.ts';
import type { Instant, Program } from '../program/program.ts';
import { plusDays } from '../statement/days.ts';

/**
 * What a case meets from its opening to its end if nobody answers and all goes well, by the calendar.
 * @param opened when it is opened, its day-zero instant and the facts that steer it
 * @param asked as `walk` has it
 * @throws CalendarError where the calendar does not reach
 */
export function walkByCalendar(
  program: Program,
  calendar: CalendarRules,
  opened: { at: Instant; zero: Instant; facts: Record<string, string> },
  asked?: Parameters<typeof walk>[4],
): Met[] {
  return walk(program, begin(program, opened), opened.at, datesOf(program, calendar, opened.zero), asked);
}

type Dates = (ask: PlanAsk, previous: Plan | null) => Plan | null;

/** By the calendar; where dates come from what is owed, as if one invoice had been due at the zero fact and is not paid. */
function datesOf(program: Program, rules: CalendarRules, zero: Instant): Dates {
  let reached = 0;
  return (ask, previous) => {
    const calendar = calendarFor(rules, ask, previous);
    if (program.levels.length === 0) return planDates(program, calendar, ask, previous);
    const level = program.levels[reached];
    if (!level) return null;
    reached += 1;
    const on = plusDays(localDate(rules.zone, zero), level.days);
    const now = ask.kind === 'from' ? ask.notBefore : ask.zero;
    return planLevel(program, calendar, ask, { standing: 'overdue', on }, now);
  };
}
