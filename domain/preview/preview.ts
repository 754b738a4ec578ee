import type { CalendarRules } from '../calendar/rules.ts';
import { acceptFacts, chooseVariant } from '../procedure/facts.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { compile } from '../compile/compile.ts';
import type { Program } from '../program/program.ts';
import { walkByCalendar } from './byCalendar.ts';
import { type Question, stepsOf } from './steps.ts';

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
  const asked: Question[] = [];
  const met = walkByCalendar(program, calendar, { at: zero, zero, facts: steering }, (task, { behind }) => {
    if (task.kind === 'choose-resolution') asked.push({ about: task.about, behind });
  });
  return {
    procedure: procedure.procedure,
    variant,
    zone: calendar.zone,
    steps: stepsOf(program, met, calendar.zone, asked),
  };
}
