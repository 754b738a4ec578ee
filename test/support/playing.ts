import { calendarFor } from '../../domain/calendar/calendar.ts';
import { planDates } from '../../domain/calendar/planDates.ts';
import { type Coming, planLevel } from '../../domain/calendar/planLevel.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { begin } from '../../domain/program/begin.ts';
import type { CaseEvent, EffectResult } from '../../domain/program/events.ts';
import { CALL_RESULTS } from '../../domain/program/evolve/calls.ts';
import { nameOf } from '../../domain/program/evolve/effects.ts';
import { evolve, programAfter } from '../../domain/program/evolve/evolve.ts';
import { next } from '../../domain/program/next.ts';
import type { Effect, Instant, Program } from '../../domain/program/program.ts';
import type { CaseState, Need } from '../../domain/program/state.ts';

/** What went out during a play, in order. */
export interface Out {
  at: Instant;
  what: string;
  effect: Effect;
  step: string;
  round: number;
  pass: number;
}

/** Carries a case by hand through the pure interpreter, with a real calendar and no engine. */
export class Play {
  program: Program;
  calendar: CalendarRules;
  readonly zero: Instant;
  state: CaseState;
  at: Instant;
  out: Out[] = [];
  #ids = 0;

  constructor(
    program: Program,
    calendar: CalendarRules,
    zero: Instant,
    at: Instant = zero,
    facts: Record<string, string> = {},
  ) {
    this.program = program;
    this.calendar = calendar;
    this.zero = zero;
    this.at = at;
    this.state = begin(program, { at, zero, facts });
  }

  get need(): Need {
    return next(this.program, this.state);
  }

  /** A message arrives now; it gets an id of its own unless it has one. */
  tell(event: Partial<CaseEvent> & { type: CaseEvent['type'] }): void {
    this.#ids += 1;
    const told = { at: this.at, id: `message-${this.#ids}`, ...event } as CaseEvent;
    const program = programAfter(this.program, this.state, told);
    this.state = evolve(this.program, this.state, told);
    this.program = program;
  }

  /** Does what the case needs now, once; false when only a person or the end is left. */
  step(resultOf: (effect: Effect) => EffectResult = this.well): boolean {
    const need = this.need;
    switch (need.need) {
      case 'end':
        return false;
      case 'record':
        this.tell({ type: 'recorded', changes: need.changes });
        return true;
      case 'plan': {
        const { clock, steps } = this.program;
        const calendar = calendarFor(this.calendar, need.ask, this.state.plan);
        const plan =
          this.program.levels.length > 0
            ? planLevel({ clock, steps }, calendar, need.ask, this.coming(this.at), this.at)
            : planDates({ clock, steps }, calendar, need.ask, this.state.plan);
        this.tell({ type: 'planned', plan });
        return true;
      }
      case 'wait':
        if (need.until === null) return false;
        this.at = Math.max(this.at, need.until);
        this.tell({ type: 'time-came' });
        return true;
      case 'perform':
        this.perform(need, resultOf);
        return true;
    }
  }

  private perform(
    need: Extract<Need, { need: 'perform' }>,
    resultOf: (effect: Effect) => EffectResult,
  ): void {
    const results: EffectResult[] = [];
    for (const effect of need.effects.slice(need.from)) {
      const result = resultOf(effect);
      results.push(result);
      if (result.status === 'done') this.#went(need.step, effect);
      if (!['done', 'skipped', 'looked-up'].includes(result.status)) break;
    }
    this.tell({ type: 'performed', key: need.key, results });
  }

  #went(step: string, effect: Effect): void {
    const { round, pass } = this.state;
    this.out.push({ at: this.at, what: nameOf(effect), effect, step, round, pass });
  }

  /** How the account stands, where the procedure has levels. */
  coming: (now: Instant) => Coming = () => ({ standing: 'clear', on: null });

  /** What look-ups say, where that is not the usual. */
  found: Record<string, string> = {};

  /** The result when all goes well; tasks and calls go to a person. */
  well = (effect: Effect): EffectResult => {
    const key = `${effect.verb}:${effect.name}:${this.at}:${this.#ids}`;
    if (effect.verb === 'task')
      return { status: 'with-person', task: key, options: ['done', 'not-possible'] };
    if (effect.verb === 'call') return { status: 'with-person', task: key, options: [...CALL_RESULTS] };
    if (effect.verb === 'review')
      return { status: 'with-person', task: key, options: ['done'], template: 'firm' };
    if (effect.verb === 'look-up') {
      return { status: 'looked-up', value: this.found[effect.name] ?? this.state.facts[effect.name] ?? '' };
    }
    return { status: 'done', deliveredAt: this.at };
  };

  /** Goes on until the case stands still for a person, has ended, or `enough` says so. */
  run(enough: (play: Play) => boolean = () => false): this {
    for (let count = 0; count < 1_000; count += 1) {
      if (enough(this) || !this.step()) return this;
    }
    throw new Error('the case does not come to rest');
  }

  /** Does the first open task of a kind with an option (its first by default). */
  doTask(kind: string, option?: string, until?: Instant): this {
    const task = this.state.tasks.find((open) => open.kind === kind);
    if (!task) throw new Error(`no open task of kind ${kind}`);
    this.tell({
      type: 'task-done',
      task: task.key,
      option: option ?? task.options[0] ?? 'done',
      by: 'someone',
      ...(until === undefined ? {} : { until }),
    });
    return this;
  }

  sent(): string[] {
    return this.out.filter(({ effect }) => effect.verb === 'send').map(({ what }) => what);
  }
}
