import type { CalendarRules } from '../calendar/rules.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { planDates } from '../calendar/planDates.ts';
import { type Met, walk } from '../program/ahead.ts';
import { nameOf } from '../program/evolve/effects.ts';
import type { Instant, Program } from '../program/program.ts';
import type { CaseState } from '../program/state.ts';
import { viewOf } from '../program/view.ts';

/** What a person sees of a case that is moved or recalculated, before and after. */
export interface Change {
  /** When it goes on by itself; null: when a person has acted. */
  next: { was: Instant | null; will: Instant | null };
  /** What it waits for: "step:day-2". */
  waitsFor: { was: string | null; will: string | null };
  /** Messages, calls, tasks and acts that are only in the new version, in order: "send-email:follow-up-4". */
  added: string[];
  dropped: string[];
  /** What both do, on another day or hour. */
  shifted: { what: string; was: Instant; will: Instant }[];
}

export interface Side {
  program: Program;
  state: CaseState;
  calendar: CalendarRules;
}

/** Walks both ways to their ends, if nobody answers and every task is done at once, and compares what is done when. */
export function changesBetween(before: Side, after: Side, now: Instant): Change {
  const [old, next] = [ahead(before, now), ahead(after, now)];
  const left = [...next];
  const dropped: string[] = [];
  const shifted: Change['shifted'] = [];
  for (const { what, at } of old) {
    const index = left.findIndex((other) => other.what === what);
    const found = left[index];
    if (!found) {
      dropped.push(what);
      continue;
    }
    left.splice(index, 1);
    if (found.at !== at) shifted.push({ what, was: at, will: found.at });
  }
  const [was, will] = [viewOf(before.program, before.state), viewOf(after.program, after.state)];
  return {
    next: { was: was.nextAt, will: will.nextAt },
    waitsFor: { was: was.waitingOn, will: will.waitingOn },
    added: left.map(({ what }) => what),
    dropped,
    shifted,
  };
}

function ahead({ program, state, calendar }: Side, now: Instant): { what: string; at: Instant }[] {
  const free = { ...state, answered: null, held: null, problem: null, unrecorded: null };
  const met = walk(
    program,
    { ...free, tasks: state.tasks.filter(({ kind }) => kind !== 'reply') },
    now,
    (ask, previous) =>
      program.levels.length > 0
        ? null
        : planDates(program, calendarFor(calendar, ask, previous), ask, previous),
  );
  return met.flatMap(named);
}

/** Notes go along with what they note. */
function named({ effects, at }: Met): { what: string; at: Instant }[] {
  return effects.filter(({ verb }) => verb !== 'note').map((effect) => ({ what: nameOf(effect), at }));
}
