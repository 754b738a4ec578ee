import type { EffectResult } from './events.ts';
import { CALL_RESULTS } from './evolve/calls.ts';
import { operationAt } from './evolve/edits.ts';
import { evolve } from './evolve/evolve.ts';
import { nameOf } from './evolve/effects.ts';
import { blocks, next } from './next.ts';
import type { Plan, PlanAsk } from './plan.ts';
import type { Effect, Guard, Instant, Outcome, Program } from './program.ts';
import type { CaseState, OpenTask } from './state.ts';

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
  /** The operation. */
  key: string;
  only?: Guard;
  /** The end of the window that the procedure names. */
  within?: Instant;
  effects: Effect[];
  ends?: Outcome;
}

/** When a walk came to a task, and behind how much of the work it met. */
export interface Asked {
  at: Instant;
  behind: number;
}

/** More moves than any case makes. The walk stops there: what shows a case must never keep it from going on. */
const STEP_LIMIT = 1_000;

/**
 * Walks the same `next` and `evolve` as the durable case by the calendar: every wait is answered by time, all work
 * goes well, every task is done at once with its first option, every decision approves.
 * @param plan dates for what the case asks; null stops the walk there
 * @param asked told of each task before it is done
 */
export function walk(
  program: Program,
  from: CaseState,
  now: Instant,
  plan: (ask: PlanAsk, previous: Plan | null) => Plan | null,
  asked?: (task: OpenTask, where: Asked) => void,
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
      met.push({ ...placeOf(program, state, need.key), at, step: need.step, effects });
      state = evolve(program, state, {
        type: 'performed',
        at,
        key: need.key,
        results: allWell(state, effects, at),
      });
    } else if (need.until !== null) {
      at = Math.max(at, need.until);
      state = evolve(program, state, { type: 'time-came', at });
    } else {
      const task = state.tasks.find(blocks) ?? state.tasks[0];
      if (!task) return met;
      if (task.kind === 'review' && !task.logged?.length) {
        const action = { task: task.key, action: 'letter' };
        state = evolve(program, state, { type: 'action-logged', at, id: `ahead-log-${steps}`, ...action });
        continue;
      }
      const option = usual(program, state, task);
      asked?.(task, { at, behind: met.length });
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
  return met;
}

function placeOf(
  program: Program,
  state: CaseState,
  key: string,
): Pick<Met, 'key' | 'only' | 'within' | 'ends'> {
  const operation = program.operations.find((other) => other.op === 'perform' && other.key === key);
  if (operation?.op !== 'perform') return { key };
  const within = state.plan?.slots[operation.step]?.within;
  const { only, ends } = operation;
  return {
    key,
    ...(only ? { only } : {}),
    ...(ends ? { ends } : {}),
    ...(within === undefined ? {} : { within }),
  };
}

/** The first option; a team that is asked first keeps to what the case was opened with. */
function usual(program: Program, state: CaseState, task: OpenTask): string {
  const operation = operationAt(program, state);
  const kept = operation.op === 'gate' ? operation.only?.is?.[0] : undefined;
  if (task.kind === 'choose-resolution' && kept !== undefined && task.options.includes(kept)) return kept;
  return task.options[0] ?? 'done';
}

/** The result of each effect when nothing goes wrong; what is looked up keeps the value that the case has. */
export function allWell(state: CaseState, effects: Effect[], at: Instant): EffectResult[] {
  return effects.map((effect): EffectResult => {
    switch (effect.verb) {
      case 'task':
        return { status: 'with-person', task: `step:${effect.name}`, options: ['done'] };
      case 'call':
        return { status: 'with-person', task: `call:${effect.name}`, options: [...CALL_RESULTS] };
      case 'review':
        return {
          status: 'with-person',
          task: `review:${effect.name}:${state.pass}`,
          options: ['done'],
          template: '',
        };
      case 'look-up':
        return { status: 'looked-up', value: state.facts[effect.name] ?? '' };
      default:
        return { status: 'done', deliveredAt: at };
    }
  });
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
