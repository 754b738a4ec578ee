import { calendarAround } from '../../domain/calendar/calendar.ts';
import { instantAt, type LocalDate } from '../../domain/calendar/localTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { countedDaysAfter } from '../../domain/calendar/workingDays.ts';
import type { Plan } from '../../domain/program/plan.ts';
import type { Instant, Program } from '../../domain/program/program.ts';
import { ClientError } from '../errors.ts';

/** Early enough to come before every step of the day. */
const HOUR = '08:00';
const HOUR_MS = 3_600_000;

/** The days of a rehearsed case, as its procedure counts them. */
export class Days {
  readonly #program: Program;
  readonly #plan: Plan | null;
  readonly #rules: CalendarRules;

  /** @param plan null: the case opens without dates, and no day can be named */
  constructor(program: Program, plan: Plan | null, rules: CalendarRules) {
    this.#program = program;
    this.#plan = plan;
    this.#rules = rules;
  }

  /**
   * When something "on day N" comes: an hour before the step of that day, which may have been moved; on a day without a
   * step at 08:00 in the calendar's zone.
   * @throws ClientError FT-CLI-REHEARSAL when the case has no days
   */
  moment(day: number): Instant {
    const step = this.#program.steps.find((candidate) => candidate.day === day);
    const slot = step && this.#plan?.slots[step.key];
    return slot ? slot.at - HOUR_MS : instantAt(this.#dated(day).zone, this.date(day), HOUR);
  }

  date(day: number): LocalDate {
    const { count, firstDay } = this.#program.clock;
    const { zone, dayZero } = this.#dated(day);
    const calendar = calendarAround(this.#rules, [instantAt(zone, dayZero, HOUR)]);
    return countedDaysAfter(count, calendar, dayZero, Math.max(0, day - firstDay));
  }

  #dated(day: number): Plan {
    if (this.#plan) return this.#plan;
    const { procedure } = this.#program;
    throw new ClientError(
      'FT-CLI-REHEARSAL',
      `a case of ${procedure} opens without dates, so that it has no day ${day}.`,
    );
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A moment as whoever moves a clock names it; of a date alone 08:00 in the zone, before every step of that day.
 * @throws ClientError FT-CLI-MOMENT
 */
export function momentMeant(zone: string, when: Date | Instant | LocalDate): Instant {
  const at =
    typeof when !== 'string'
      ? Number(when)
      : DATE.test(when) && !Number.isNaN(Date.parse(when))
        ? instantAt(zone, when, HOUR)
        : Number.NaN;
  if (Number.isSafeInteger(at) && at > 0) return at;
  throw new ClientError('FT-CLI-MOMENT', `${String(when)} is no moment.`);
}
