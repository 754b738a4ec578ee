import type { EffectResult } from './events.ts';
import { evolve } from './evolve/evolve.ts';
import { nameOf } from './evolve/effects.ts';
import { next } from './next.ts';
import type { Plan, PlanAsk } from './plan.ts';
import type { Effect, Instant, Outcome, Program } from './program.ts';
import type { CaseState } from './state.ts';

/** What lies ahead of a case if nobody answers and all goes well. */
export interface Planned {
  step: string;
  /** Null where the date depends on what a person does first. */
  at: Instant | null;
  label: string | null;
  does: string[];
  ends?: Outcome;
}

/** What a walk over the calendar met: work at an instant. */
export interface Met {
  at: Instant;
  step: string;
  effects: Effect[];
  ends?: Outcome;
}

/** No procedure has more operations than this between two waits; a walk that passes it does not end. */
const STEP_LIMIT = 1_000;

/**
 * Walks the same `next` and `evolve` as the durable case by the calendar: every wait is answered by time, all work
 * goes well, every task is done at once with its first option, every decision approves.
 * @param plan dates for what the case asks; null stops the walk there
 */
export function walk(
  program: Program,
  from: CaseState,
  now: Instant,
  plan: (ask: PlanAsk, previous: Plan | null) => Plan | null,
): Met[] {
  const met: Met[] = [];
  let state = from;
  let at = now;
  for (let steps = 0; steps < STEP_LIMIT; steps += 1) {
    const need = next(program, state);
    if (need.need === 'end') return met;
    if (need.need === 'record') {
      state = evolve(program, state, { type: 'recorded', at, changes: need.changes });
    } else if (need.need === 'plan') {
      const dates = plan(need.ask, state.plan);
      if (!dates) return met;
      state = evolve(program, state, { type: 'planned', at, plan: dates });
    } else if (need.need === 'perform') {
      const effects = need.effects.slice(need.from);
      met.push({ at, step: need.step, effects, ...(need.ends ? { ends: need.ends } : {}) });
      state = evolve(program, state, { type: 'performed', at, key: need.key, results: allWell(effects, at) });
    } else if (need.until !== null) {
      at = Math.max(at, need.until);
      state = evolve(program, state, { type: 'time-came', at });
    } else {
      const task = state.tasks[0];
      if (!task) return met;
      const option = task.options[0] ?? 'done';
      state = evolve(program, state, {
        type: 'task-done',
        at,
        id: `ahead-${steps}`,
        task: task.key,
        option,
        by: 'nobody',
      });
    }
  }
  throw new Error(`the walk through ${program.procedure} does not end`);
}

function allWell(effects: Effect[], at: Instant): EffectResult[] {
  return effects.map((effect) =>
    effect.verb === 'task'
      ? { status: 'with-person', task: `step:${effect.name}`, options: ['done'] }
      : { status: 'done', deliveredAt: at },
  );
}

/** The `plan` query: the dates that are recorded, without a calendar. */
export function planned(program: Program, state: CaseState, now: Instant): Planned[] {
  const ahead = walk(program, state, now, () => null);
  return ahead.map(({ at, step, effects, ends }) => {
    const slot = state.plan?.slots[step];
    return {
      step,
      at: slot?.at ?? at,
      label: slot?.label ?? null,
      does: effects.map(nameOf),
      ...(ends ? { ends } : {}),
    };
  });
}
