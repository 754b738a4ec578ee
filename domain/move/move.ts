import { CalendarError } from '../calendar/errors.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import type { Place } from '../program/events.ts';
import { evolve } from '../program/evolve/evolve.ts';
import { markOf } from '../program/mark.ts';
import type { Plan } from '../program/plan.ts';
import type { Effect, Instant, Program } from '../program/program.ts';
import { refusal, underWay } from '../program/refusal.ts';
import type { CaseState } from '../program/state.ts';
import { byCountAlone, datesLeft, notEarlier } from './dates.ts';
import type { Refused } from './errors.ts';
import { placeIn } from './place.ts';
import { RULES } from './rules.ts';

export interface Moving {
  program: Program;
  state: CaseState;
  to: Program;
  /** That of the new version, as its file is today. */
  calendar: CalendarRules;
  /** Every version known of the calendar that the case has followed, by which its dates may have been planned. */
  known: CalendarRules[];
  /** The instant of the day-zero fact of the version that it has followed; null in a later round. */
  zeroBefore: Instant | null;
  /** The instant of the new version's day-zero fact; null in a later round. */
  zero: Instant | null;
  now: Instant;
  /** Whether a message of the version that the case has followed carries the closing statement. */
  closes: (effect: Effect) => boolean;
}

/** How a case goes on in another version: what the engine is told, and the state that it will have then. */
export interface Move {
  place: Place;
  /** Null: its dates come from what is owed, and are asked for by the case itself. */
  plan: Plan | null;
  mark: string;
  after: CaseState;
}

/** Judges one case: all reasons why it cannot be moved, or how it goes on. Pure. */
export function moveCase(moving: Moving): { refused: Refused[] } | { move: Move } {
  const { program, state, to, now } = moving;
  const standing = mayBeMoved(program, state, now);
  if (standing) return { refused: [standing] };
  const place = placeIn(program, state, to);
  if ('code' in place) return { refused: [place] };
  const refused = RULES.flatMap((rule) => rule({ ...moving, place }) ?? []);
  if (refused.length > 0) return { refused };
  const plan = planned(moving, place);
  if (plan && 'code' in plan) return { refused: [plan] };
  const mark = markOf(program, state);
  const event = { type: 'moved', at: now, id: 'judged', to, place, plan, mark } as const;
  if (refusal(program, state, event)) return { refused: [{ code: 'no-dates' }] };
  return { move: { place, plan, mark, after: evolve(program, state, event) } };
}

/** How the case stands that keeps it from being moved or recalculated; null: nothing does. */
export function mayBeMoved(program: Program, state: CaseState, now: Instant): Refused | null {
  if (state.outcome) return { code: 'closed' };
  if (state.problem) return { code: 'judgement-open', about: state.problem.reason };
  return underWay(program, state, now) ? { code: 'under-way' } : null;
}

function planned(moving: Moving, place: Place): Plan | Refused | null {
  const { program, state, to, calendar, known, zeroBefore, zero, now } = moving;
  if (to.levels.length > 0) return null;
  const alone = byCountAlone({ program, state, zero: zeroBefore, now }, known);
  try {
    const dates = alone ? datesLeft : notEarlier;
    return dates({ program: to, state: inNewNames(state, place), calendar, zero, now });
  } catch (error) {
    if (error instanceof CalendarError) return { code: 'no-dates', about: error.message };
    throw error;
  }
}

/** The state as the new version names its steps: what was done keeps its dates and its distances. */
function inNewNames(state: CaseState, { position, progress, steps }: Place): CaseState {
  const named = (key: string) => steps[key] ?? key;
  const slots = Object.entries(state.plan?.slots ?? {}).map(([key, slot]) => [named(key), slot] as const);
  return {
    ...state,
    position,
    progress,
    plan: state.plan && { ...state.plan, slots: Object.fromEntries(slots) },
    lastAttempt: state.lastAttempt && { ...state.lastAttempt, step: named(state.lastAttempt.step) },
  };
}
