import { CalendarError } from '../calendar/errors.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import { evolve } from '../program/evolve/evolve.ts';
import { operationAt } from '../program/evolve/edits.ts';
import { markOf } from '../program/mark.ts';
import type { Plan } from '../program/plan.ts';
import type { Instant, Program } from '../program/program.ts';
import { refusal } from '../program/refusal.ts';
import type { CaseState } from '../program/state.ts';
import { byCountAlone, datesLeft, notEarlier, onWorkingDays, sameAhead } from './dates.ts';
import type { Refused } from './errors.ts';
import { mayBeMoved } from './move.ts';

export interface Recalculating {
  program: Program;
  state: CaseState;
  /** As its file is today. */
  calendar: CalendarRules;
  /** Every version of it that is known, by which the dates of the case may have been planned. */
  known: CalendarRules[];
  zero: Instant | null;
  now: Instant;
}

export interface Recalculation {
  /** Null: its dates come from what is owed, and are asked for by the case itself. */
  plan: Plan | null;
  mark: string;
  after: CaseState;
}

/**
 * The dates of a case by the calendar of today. Null: they stay as they are, or the case stands still for a person and
 * gets its dates when it goes on. Pure.
 */
export function recalculate(given: Recalculating): { refused: Refused[] } | { change: Recalculation } | null {
  const { program, state, now } = given;
  const standing = mayBeMoved(program, state, now);
  if (standing) return { refused: [standing] };
  if (stands(program, state, now)) return null;
  const plan = planned(given);
  if (plan && 'code' in plan) return { refused: [plan] };
  if (plan === null && program.levels.length === 0) return null;
  const mark = markOf(program, state);
  const event = { type: 'recalculated', at: now, id: 'judged', plan, mark } as const;
  if (refusal(program, state, event)) return { refused: [{ code: 'no-dates' }] };
  return { change: { plan, mark, after: evolve(program, state, event) } };
}

function stands(program: Program, state: CaseState, now: Instant): boolean {
  if (!state.answered && !state.held) return false;
  const due = state.plan?.slots[operationAt(program, state).step]?.at;
  return due === undefined || due <= now;
}

/** Null: as they are. What was put later by people or a delay stays, unless it has become a day off. */
function planned(given: Recalculating): Plan | Refused | null {
  const { program, state, known } = given;
  if (program.levels.length > 0) return null;
  try {
    if (byCountAlone(given, [given.calendar])) return null;
    if (byCountAlone(given, known)) return datesLeft(given);
    if (onWorkingDays(given)) return null;
    const plan = notEarlier(given);
    return sameAhead(program, state, plan) ? null : plan;
  } catch (error) {
    if (error instanceof CalendarError) return { code: 'no-dates', about: error.message };
    throw error;
  }
}
