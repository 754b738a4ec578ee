import { calendarFor } from '../calendar/calendar.ts';
import { localDate } from '../calendar/localTime.ts';
import { planDates } from '../calendar/planDates.ts';
import { planLevel } from '../calendar/planLevel.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import { acceptFacts, chooseVariant } from '../procedure/facts.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { walk } from '../program/ahead.ts';
import { begin } from '../program/begin.ts';
import { compile } from '../compile/compile.ts';
import type { Plan, PlanAsk } from '../program/plan.ts';
import type { Instant, Program } from '../program/program.ts';
import { plusDays } from '../statement/days.ts';
import { stepsOf } from './steps.ts';

/** One thing that is done. Verbs that reach the contact begin with "send". */
export interface PreviewItem {
  verb: string;
  /** The message, task, act, or the outcome of an "end". */
  name: string;
  channel?: string;
}

/** What is done at one moment. Dates are ISO 8601 with the offset of the zone. */
export interface PreviewStep {
  /** The exact moment; steps that cannot be dated before the case runs have `earliest` and `latest` instead. */
  at?: string;
  earliest?: string;
  latest?: string;
  /** What must have happened first, where the date hangs on it. */
  after?: string;
  /** The result of an earlier step under which this one is done. */
  if?: string;
  /** The day as the procedure counts; absent at the opening. */
  day?: number;
  does: PreviewItem[];
}

/** Every date and message of a case before it starts, if nobody answers. */
export interface PreviewCase {
  procedure: string;
  variant: string | null;
  zone: string;
  steps: PreviewStep[];
}

/**
 * Walks a case by the calendar with the same `next` and `evolve` that run it: nobody answers, all work goes well, tasks
 * are done at once with their first outcome, decisions approve. The case is taken to be opened at its day-zero fact.
 * @param given.program the compiled variant, where the caller has it already
 * @throws FactError for a variant or facts the procedure does not take
 * @throws CalendarError where the calendar does not reach
 */
export function preview(given: {
  procedure: Procedure;
  variant?: unknown;
  facts: Record<string, unknown>;
  calendar: CalendarRules;
  program?: Program;
}): PreviewCase {
  const { procedure, calendar } = given;
  const variant = chooseVariant(procedure, given.variant);
  const { steering, zero } = acceptFacts(procedure, variant, given.facts);
  const program = given.program ?? compile(procedure, variant, '');
  const opened = begin(program, { at: zero, zero, facts: steering });
  const met = walk(program, opened, zero, datesOf(program, calendar, zero));
  return {
    procedure: procedure.procedure,
    variant,
    zone: calendar.zone,
    steps: stepsOf(program, met, calendar.zone),
  };
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
