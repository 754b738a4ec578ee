import { calendarAround, calendarFor, type Calendar } from '../calendar/calendar.ts';
import { CalendarError } from '../calendar/errors.ts';
import { dayZero } from '../calendar/dayZero.ts';
import { inHours, nextOpening } from '../calendar/hours.ts';
import { type LocalDate, localDate } from '../calendar/localTime.ts';
import { checkClockHour, planDates } from '../calendar/planDates.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import { slotAt } from '../calendar/slot.ts';
import { apartFrom, type Attempt, latest, plannedAfter } from '../calendar/spacing.ts';
import { slotAfter, waits } from '../calendar/waiting.ts';
import { countedDaysAfter, isWorkingDay } from '../calendar/workingDays.ts';
import { operationAt, replanned, stepOf } from '../program/evolve/edits.ts';
import type { Plan, Slot } from '../program/plan.ts';
import type { Instant, Program, ProgramStep } from '../program/program.ts';
import type { CaseState } from '../program/state.ts';

export interface Asked {
  program: Program;
  /** Where the case stands in that program, its last attempt by the names of that program. */
  state: CaseState;
  calendar: CalendarRules;
  /** The instant of the day-zero fact; in a later round, null: its day zero stays the date that it is. */
  zero: Instant | null;
  now: Instant;
}

/**
 * The dates of what is left of a round: those that a case opened today with the same day zero would have, but never past
 * ones, and with their distance to what has been done. A date that has gone by for longer than the procedure allows stays
 * in the past, where it is left out (TIM-4).
 * @throws CalendarError
 */
export function datesLeft(asked: Asked): Plan {
  const { program, state, calendar: rules, now } = asked;
  const slots = Object.values(state.plan?.slots ?? {}).map(({ at }) => at);
  const calendar = calendarAround(rules, [asked.zero ?? now, now, state.since, ...slots]);
  checkClockHour(program.clock, calendar);
  const first = asked.zero === null ? null : dayZero(program.clock, calendar, asked.zero);
  const plan = {
    zone: calendar.zone,
    dayZero: first?.date ?? state.plan?.dayZero ?? localDate(calendar.zone, now),
    moved: first?.moved ?? state.plan?.moved ?? false,
  };
  return { ...plan, slots: { ...doneSlots(asked), ...slotsLeft(asked, calendar, plan) } };
}

/**
 * Whether the dates of a case are those that it has by the count of days alone, under any version of its calendar that is
 * known. If not, a person, a delay or the gate has put them later, and there they stay.
 */
export function byCountAlone(asked: Omit<Asked, 'calendar'>, known: CalendarRules[]): boolean {
  const { program, state } = asked;
  if (state.notBefore !== null) return false;
  return known.some((calendar) => {
    try {
      return sameAhead(program, state, datesLeft({ ...asked, calendar }));
    } catch (error) {
      if (error instanceof CalendarError) return false;
      throw error;
    }
  });
}

/** Whether the dates to come are the same ones. */
export function sameAhead(program: Program, state: CaseState, plan: Plan): boolean {
  return stepsLeft(program, state).every((key) => {
    const [was, will] = [state.plan?.slots[key], plan.slots[key]];
    return was?.at === will?.at && was?.until === will?.until;
  });
}

function stepsLeft(program: Program, { position }: CaseState): string[] {
  return [...new Set(program.operations.slice(position).map(({ step }) => step))];
}

/** Whether people work on each of the days to come. */
export function onWorkingDays({ program, state, calendar: rules, now }: Asked): boolean {
  const left = stepsLeft(program, state).flatMap((key) => state.plan?.slots[key]?.at ?? []);
  const dates = [...left, ...(state.notBefore === null ? [] : [state.notBefore])].filter((at) => at > now);
  if (dates.length === 0) return true;
  const calendar = calendarAround(rules, dates);
  return dates.every((at) => isWorkingDay(calendar, localDate(calendar.zone, at)));
}

/** What is behind the case keeps its dates: notes and messages name them. */
function doneSlots({ program, state }: Asked): Record<string, Slot> {
  const here = operationAt(program, state).step;
  const keys = program.steps.map(({ key }) => key);
  const done = keys.slice(0, keys.indexOf(here));
  const known = Object.entries(state.plan?.slots ?? {});
  return Object.fromEntries(known.filter(([key]) => done.includes(key)));
}

function slotsLeft(
  { program, state, zero, now }: Asked,
  calendar: Calendar,
  { dayZero: date, moved }: Pick<Plan, 'dayZero' | 'moved'>,
): Record<string, Slot> {
  const { clock, steps } = program;
  const slots: Record<string, Slot> = {};
  const here = operationAt(program, state).step;
  let last = lastAttempt(program, state, calendar);
  let since = sinceOf(state, here);
  // In the middle of a step the rest depends on when that is done, and is planned again then.
  const began = operationAt(program, state).op !== 'wait';
  let notBefore = began ? (zero ?? 0) : Math.max(now, zero ?? now);
  for (const step of steps.slice(steps.findIndex(({ key }) => key === here))) {
    if (step.when === 'opened' || (step.when === 'day-zero-moved' && !moved)) continue;
    const slot = (began && step.key === here && state.plan?.slots[here]) || slotOf(step);
    slots[step.key] = slot;
    since = slot.at;
    notBefore = Math.max(notBefore, slot.at);
    if (step.attempt && (step.day !== undefined || waits(step)))
      last = { date: localDate(calendar.zone, slot.at), day: step.day ?? clock.firstDay };
  }
  return slots;

  function slotOf(step: ProgramStep): Slot {
    if (waits(step)) return slotAfter({ clock, calendar, step, since, notBefore, last });
    const counted = step.day === undefined ? 0 : step.day - clock.firstDay;
    const planned = countedDaysAfter(clock.count, calendar, date, counted);
    const apart = last && (step.attempt ? apartFrom : plannedAfter)(clock, calendar, last, step);
    const day: LocalDate = apart ? latest(planned, apart) : planned;
    const missed = slotAt(clock, calendar, step, nextOpening(calendar, zero ?? 0, clock.at, day));
    if (missed.notAfter !== undefined && missed.notAfter < now) return missed;
    return slotAt(clock, calendar, step, nextOpening(calendar, notBefore, clock.at, day));
  }
}

function lastAttempt(program: Program, { lastAttempt: last }: CaseState, calendar: Calendar): Attempt | null {
  const step = last && stepOf(program, last.step);
  if (!last || !step) return last && { date: localDate(calendar.zone, last.at), day: program.clock.firstDay };
  return { date: localDate(calendar.zone, last.at), day: step.day ?? program.clock.firstDay };
}

/** Some minutes between a step's date and its being done are no delay. */
const TOLERANCE = 5 * 60_000;

function sinceOf({ plan, since }: CaseState, step: string): Instant {
  const planned = plan?.slots[step]?.since;
  return planned !== undefined && Math.abs(since - planned) <= TOLERANCE ? planned : since;
}

/** As `datesLeft`, but no step before the date that it has. */
export function notEarlier(asked: Asked): Plan {
  const { program, state, calendar: rules, now } = asked;
  const here = operationAt(program, state).step;
  const rest = datesLeft(asked);
  const previous = { ...rest, slots: later(rest.slots, state.plan?.slots ?? {}) };
  const due = Math.max(state.plan?.slots[here]?.at ?? now, state.notBefore ?? 0);
  const around = calendarAround(rules, [due, now]);
  const mode = due > now && inHours(around, due) ? 'in-hours' : 'send-hour';
  const { ask } = replanned(program, { ...state, plan: previous, ask: null }, Math.max(now, due), mode);
  if (!ask) return previous;
  return { ...planDates(program, calendarFor(rules, ask, previous), ask, previous), moved: rest.moved };
}

function later(one: Record<string, Slot>, other: Record<string, Slot>): Record<string, Slot> {
  const both = Object.entries(one).map(([key, slot]) => {
    const before = other[key];
    return [key, before && before.at > slot.at ? before : slot] as const;
  });
  return Object.fromEntries(both);
}
