import type { Calendar } from '../calendar/calendar.ts';
import { planDates } from '../calendar/planDates.ts';
import { planLevel } from '../calendar/planLevel.ts';
import { localDate } from '../calendar/localTime.ts';
import type { Plan, PlanAsk, Slot } from '../program/plan.ts';
import type { Instant, Program } from '../program/program.ts';
import { DAY, MONDAY, WEEK } from './days.ts';

/** What an account can say when it is asked for its next date. */
const ACCOUNTS = ['overdue', 'disputed', 'clear'] as const;

/** How long after the last look a debt reaches its next level here. */
const TO_NEXT_LEVEL = 14 * DAY;

/**
 * The planner of real cases, asked on plain days and remembered: a question that was asked in another week has the same
 * answer, so many weeks later.
 */
export class Planner {
  readonly #program: Program;
  readonly #calendar: Calendar;
  readonly #known = new Map<string, Plan>();

  constructor(program: Program, calendar: Calendar) {
    this.#program = program;
    this.#calendar = calendar;
  }

  /** Every plan that can be the answer: one by the count of days, three where it depends on what is owed. */
  plans(ask: PlanAsk, previous: Plan | null, now: Instant): Plan[] {
    if (this.#program.levels.length > 0) return ACCOUNTS.map((standing) => this.#level(ask, standing, now));
    const weeks = Math.floor((asked(ask) - MONDAY) / WEEK) * WEEK;
    const question = { ask: askMoved(ask, -weeks), previous: previous && planMoved(previous, -weeks) };
    const key = JSON.stringify(question);
    const known = this.#known.get(key) ?? this.#plan(question.ask, question.previous);
    this.#known.set(key, known);
    return [planMoved(known, weeks)];
  }

  #plan(ask: PlanAsk, previous: Plan | null): Plan {
    return planDates(this.#program, this.#calendar, ask, previous);
  }

  #level(ask: PlanAsk, standing: (typeof ACCOUNTS)[number], now: Instant): Plan {
    const on = standing === 'overdue' ? localDate(this.#calendar.zone, now + TO_NEXT_LEVEL) : null;
    return planLevel(this.#program, this.#calendar, ask, { standing, on }, now);
  }
}

function asked(ask: PlanAsk): Instant {
  return ask.kind === 'round' ? ask.zero : ask.notBefore;
}

function askMoved(ask: PlanAsk, by: number): PlanAsk {
  if (ask.kind === 'round') return { ...ask, zero: ask.zero + by };
  return {
    ...ask,
    notBefore: ask.notBefore + by,
    ...(ask.after ? { after: { ...ask.after, at: ask.after.at + by } } : {}),
    ...(ask.since === undefined ? {} : { since: ask.since + by }),
    ...(ask.manual === undefined ? {} : { manual: ask.manual + by }),
  };
}

function planMoved(plan: Plan, by: number): Plan {
  const slots = Object.fromEntries(
    Object.entries(plan.slots).map(([key, slot]) => [key, slotMoved(slot, by)]),
  );
  return { ...plan, dayZero: '', slots };
}

function slotMoved(slot: Slot, by: number): Slot {
  const moved: Slot = { at: slot.at + by, until: slot.until + by, label: '' };
  if (slot.since !== undefined) moved.since = slot.since + by;
  if (slot.within !== undefined) moved.within = slot.within + by;
  if (slot.notAfter !== undefined) moved.notAfter = slot.notAfter + by;
  return moved;
}
