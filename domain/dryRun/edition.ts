import { localDate } from '../calendar/localTime.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import { compile } from '../compile/compile.ts';
import { walkByCalendar } from '../preview/byCalendar.ts';
import { filled } from '../preview/filled.ts';
import { acceptFacts, chooseVariant } from '../procedure/facts.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Asked, Met } from '../program/ahead.ts';
import type { Outcome, Program } from '../program/program.ts';
import type { OpenTask } from '../program/state.ts';
import { type Happening, kindOf } from './happening.ts';
import type { PastCase } from './pastCase.ts';

/** What would have become of a case. */
export interface CaseRun {
  happenings: Happening[];
  /** How the procedure itself would have ended it; null: something from outside came first, or it would still run. */
  ends: Outcome | null;
}

/** A version of a procedure on its calendar, through which many cases can be run. */
export class Edition {
  readonly procedure: Procedure;
  readonly calendar: CalendarRules;
  readonly #programs = new Map<string | null, Program>();

  constructor(procedure: Procedure, calendar: CalendarRules) {
    this.procedure = procedure;
    this.calendar = calendar;
  }

  /** Whether it has a fact of that name, or the detail of a choice. */
  knows(name: string): boolean {
    const { facts } = this.procedure;
    return Object.hasOwn(facts, name) || facts[name.replace(/-detail$/, '')]?.type === 'choice';
  }

  /**
   * The case by the calendar: nobody answers before its stop, all work goes well, tasks are done at once with their first
   * outcome, decisions approve. Texts that only messages need may be missing.
   * @throws FactError, CalendarError
   */
  run(past: PastCase): CaseRun {
    const variant = chooseVariant(this.procedure, past.variant);
    const { steering, zero } = acceptFacts(this.procedure, variant, filled(this.procedure, past.facts));
    const program = this.#program(variant);
    const opened = { at: past.openedAt ?? zero, zero, facts: steering };
    const asked: (Asked & { task: OpenTask })[] = [];
    const met = walkByCalendar(program, this.calendar, opened, (task, where) => {
      if (task.kind === 'decision' || task.kind === 'choose-resolution') asked.push({ ...where, task });
    });
    const happenings: Happening[] = [];
    for (let index = 0; index <= met.length; index += 1) {
      const [before, now] = [met[index - 1], met[index]];
      for (const each of asked) {
        if (each.behind === index) happenings.push(this.#decision(program, before?.step ?? '', each));
      }
      if (now) happenings.push(...this.#work(program, now));
    }
    const until = past.stop?.at ?? Number.POSITIVE_INFINITY;
    const kept = happenings.filter(({ at }) => at < until);
    const ends = met.findLast(({ ends: outcome }) => outcome !== undefined);
    return { happenings: kept, ends: ends?.ends !== undefined && ends.at < until ? ends.ends : null };
  }

  #work(program: Program, { at, step, effects, ends }: Met): Happening[] {
    const where = { at, date: localDate(this.calendar.zone, at), step, day: dayOf(program, step) };
    const done = effects.flatMap((effect): Happening[] => {
      const kind = kindOf(effect);
      const role = 'role' in effect && effect.verb !== 'tell' ? effect.role : null;
      return kind === null ? [] : [{ ...where, kind, name: effect.name, role }];
    });
    return ends === undefined ? done : [...done, { ...where, kind: 'end', name: ends, role: null }];
  }

  /** What a person is asked belongs to the step that was done before it. */
  #decision(program: Program, step: string, { at, task }: Asked & { task: OpenTask }): Happening {
    const date = localDate(this.calendar.zone, at);
    const name = task.about.replace(/@.*$/, '');
    const role = task.role ?? program.owner;
    return { at, date, step, day: dayOf(program, step), kind: 'decision', name, role };
  }

  #program(variant: string | null): Program {
    const known = this.#programs.get(variant) ?? compile(this.procedure, variant, '');
    this.#programs.set(variant, known);
    return known;
  }
}

function dayOf({ steps, clock }: Program, key: string): number | null {
  const step = steps.find((candidate) => candidate.key === key);
  return step?.when === 'day-zero-moved' ? clock.firstDay : (step?.day ?? null);
}
