import type { Calendar } from '../calendar/calendar.ts';
import { planDates } from '../calendar/planDates.ts';
import { planLevel } from '../calendar/planLevel.ts';
import { localDate } from '../calendar/localTime.ts';
import type { Plan, PlanAsk } from '../program/plan.ts';
import type { Instant, Program } from '../program/program.ts';
import { DAY } from './days.ts';

/** What an account can say when it is asked for its next date. */
const ACCOUNTS = ['overdue', 'disputed', 'clear'] as const;

/** How long after the last look a debt reaches its next level here. */
const TO_NEXT_LEVEL = 14 * DAY;

/**
 * The planner of real cases, asked on plain days. Each question comes some thirty times, and each time gets the same plan:
 * so the previous plan that is a part of the next question is known without being read.
 */
export class Planner {
  readonly #program: Program;
  readonly #calendar: Calendar;
  readonly #known = new Map<Plan | null, Map<string, Plan>>();

  constructor(program: Program, calendar: Calendar) {
    this.#program = program;
    this.#calendar = calendar;
  }

  /** Every plan that can be the answer: one by the count of days, three where it depends on what is owed. */
  plans(ask: PlanAsk, previous: Plan | null, now: Instant): Plan[] {
    if (this.#program.levels.length > 0) return ACCOUNTS.map((standing) => this.#level(ask, standing, now));
    const question = JSON.stringify(ask);
    const answers = this.#known.get(previous) ?? new Map<string, Plan>();
    this.#known.set(previous, answers);
    const plan = answers.get(question) ?? planDates(this.#program, this.#calendar, ask, previous);
    answers.set(question, plan);
    return [plan];
  }

  #level(ask: PlanAsk, standing: (typeof ACCOUNTS)[number], now: Instant): Plan {
    const on = standing === 'overdue' ? localDate(this.#calendar.zone, now + TO_NEXT_LEVEL) : null;
    return planLevel(this.#program, this.#calendar, ask, { standing, on }, now);
  }
}
