import { readFileSync } from 'node:fs';
import { calendarFor } from '../../domain/calendar/calendar.ts';
import { decodeCalendar } from '../../domain/calendar/decode.ts';
import { planDates } from '../../domain/calendar/planDates.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Planned } from '../../domain/calendar/slot.ts';
import type { Plan, PlanAsk } from '../../domain/program/plan.ts';
import type { Clock, ProgramStep } from '../../domain/program/program.ts';

/** The rules of a shipped calendar. */
export function shipped(name: string): CalendarRules {
  const file = new URL(`../../procedures/calendars/${name}.yaml`, import.meta.url);
  const { rules, problems } = decodeCalendar(readFileSync(file, 'utf8'), file.pathname);
  if (!rules) throw new Error(JSON.stringify(problems));
  return rules;
}

export function day(number: number, attempt = true, more: Partial<ProgramStep> = {}): ProgramStep {
  return { key: `day-${number}`, when: 'day', day: number, attempt, warns: false, ...more };
}

const FIRST_DAY_POST: ProgramStep = {
  key: 'day-zero-moved',
  when: 'day-zero-moved',
  attempt: false,
  warns: false,
};

export const CASE_ALERT_CLOCK: Clock = {
  calendar: 'dental-lab',
  dayZero: 'alert-sent',
  firstDay: 0,
  count: 'business-days',
  sentFrom: '00:01',
  sentUntil: '17:00',
  at: '09:00',
};

/** Case alert with reminders on business days 1 and 2 and the response on day 3. */
export const CASE_ALERT: Planned = {
  clock: CASE_ALERT_CLOCK,
  steps: [
    { key: 'opened', when: 'opened', attempt: false, warns: false },
    FIRST_DAY_POST,
    day(1),
    day(2, true, { warns: true }),
    day(3),
  ],
};

export const FOLLOW_UPS: Planned = {
  clock: {
    calendar: 'support-desk',
    dayZero: 'solution-sent',
    firstDay: 1,
    count: 'calendar-days',
    at: '09:00',
    fullDaysBetween: 1,
  },
  steps: [day(3), day(5), day(7)],
};

/** Plans as the product does: the calendar with the years that the dates can touch. */
export function plan(
  program: Planned,
  rules: CalendarRules,
  ask: PlanAsk,
  previous: Plan | null = null,
): Plan {
  return planDates(program, calendarFor(rules, ask, previous), ask, previous);
}

/** Step → label, such as "Mon 9 Mar 2026 09:00". */
export function labels(planned: Plan): Record<string, string> {
  return Object.fromEntries(Object.entries(planned.slots).map(([key, slot]) => [key, slot.label]));
}
