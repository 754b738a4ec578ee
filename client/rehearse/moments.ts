import { calendarAround } from '../../domain/calendar/calendar.ts';
import { instantAt, type LocalDate } from '../../domain/calendar/localTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { countedDaysAfter } from '../../domain/calendar/workingDays.ts';
import type { Plan } from '../../domain/program/plan.ts';
import type { Instant, Program } from '../../domain/program/program.ts';

/** Early enough to come before every step of the day. */
const HOUR = '08:00';
const HOUR_MS = 3_600_000;

/** The days of a rehearsed case, as its procedure counts them. */
export class Days {
  readonly #program: Program;
  readonly #plan: Plan;
  readonly #rules: CalendarRules;

  constructor(program: Program, plan: Plan, rules: CalendarRules) {
    this.#program = program;
    this.#plan = plan;
    this.#rules = rules;
  }

  /**
   * When something "on day N" comes: an hour before the step of that day, which may have been moved; on a day without a
   * step at 08:00 in the calendar's zone.
   */
  moment(day: number): Instant {
    const step = this.#program.steps.find((candidate) => candidate.day === day);
    const slot = step && this.#plan.slots[step.key];
    return slot ? slot.at - HOUR_MS : instantAt(this.#plan.zone, this.date(day), HOUR);
  }

  date(day: number): LocalDate {
    const { count, firstDay } = this.#program.clock;
    const { zone, dayZero } = this.#plan;
    const calendar = calendarAround(this.#rules, [instantAt(zone, dayZero, HOUR)]);
    return countedDaysAfter(count, calendar, dayZero, Math.max(0, day - firstDay));
  }
}
