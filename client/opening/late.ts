import { calendarFor } from '../../domain/calendar/calendar.ts';
import { CalendarError } from '../../domain/calendar/errors.ts';
import { label } from '../../domain/calendar/localTime.ts';
import { planDates } from '../../domain/calendar/planDates.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { walkByCalendar } from '../../domain/preview/byCalendar.ts';
import type { Plan, PlanAsk } from '../../domain/program/plan.ts';
import type { Instant, Program } from '../../domain/program/program.ts';
import type { Case } from '../../ledger/schema.ts';
import type { Context } from '../context.ts';
import { stepWords } from '../wording.ts';

/** A step that was due before its case was opened, or had to move because another one was. */
interface LateStep {
  step: string;
  due: Instant;
  /** When it is done instead, if nobody answers; null: it is left out. */
  moved: Instant | null;
}

/** When a case is opened, its day-zero instant and the facts that steer it. */
export interface Opening {
  at: Instant;
  zero: Instant;
  facts: Record<string, string>;
}

/**
 * How a case joins that is opened after one of its dates has passed, in a sentence; null: it is in time.
 * Null too where the calendar does not reach: a remark must never stand in the way of an opening.
 * @param plan the dates of its first round, counted from day zero
 */
export function joinsLate(
  program: Program,
  calendar: CalendarRules,
  plan: Plan,
  opening: Opening,
): string | null {
  const due = Object.entries(plan.slots);
  if (!due.some(([, { until }]) => until <= opening.at)) return null;
  const met = walked(program, calendar, opening);
  if (!met) return null;
  const late = due.flatMap(([step, { at, notAfter }]): LateStep[] => {
    const done = met.find((each) => each.step === step);
    if (done) return done.at > at ? [{ step, due: at, moved: done.at }] : [];
    return notAfter !== undefined && notAfter < opening.at ? [{ step, due: at, moved: null }] : [];
  });
  if (late.length === 0) return null;
  const steps = late.map(({ step, due: from, moved }) => {
    const to = moved === null ? 'is left out' : `moves to ${label(plan.zone, moved)}`;
    return `${stepWords(step)}, due ${label(plan.zone, from)}, ${to}`;
  });
  return `It joins late, since its day zero was ${label(plan.zone, opening.zero)}: ${steps.join('; ')}.`;
}

function walked(program: Program, calendar: CalendarRules, opening: Opening) {
  try {
    return walkByCalendar(program, calendar, opening);
  } catch (error) {
    if (error instanceof CalendarError) return null;
    throw error;
  }
}

/**
 * Which dates had passed when a case was opened, in a sentence; null: none. Worked out anew, since the plan in the ledger
 * is the one that it goes by now; null too where its calendar is gone.
 */
export async function joinedLateOf({ procedures }: Context, row: Case): Promise<string | null> {
  if (row.rehearsal || row.round > 1 || row.plan === null) return null;
  const program = await procedures.programOf(row);
  const zero = Date.parse(row.facts[program.clock.dayZero] ?? '');
  if (program.levels.length > 0 || !(row.opened_at > zero)) return null;
  try {
    const rules = await procedures.calendar(program.clock.calendar);
    if (!rules) return null;
    const { slots, zone } = firstPlan(program, rules, zero);
    const passed = Object.entries(slots).filter(([, { until }]) => until <= row.opened_at);
    if (passed.length === 0) return null;
    const due = passed.map(([step, slot]) => `${stepWords(step)} was due ${slot.label}`);
    return `It joined late, since its day zero was ${label(zone, zero)}: ${due.join('; ')}.`;
  } catch {
    // Files that cannot be read today must not keep a case from being shown.
    return null;
  }
}

function firstPlan(program: Program, rules: CalendarRules, zero: Instant): Plan {
  const ask: PlanAsk = { kind: 'round', zero };
  return planDates(program, calendarFor(rules, ask, null), ask, null);
}
