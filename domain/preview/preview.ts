import { DateTime } from 'luxon';
import { calendarFor } from '../calendar/calendar.ts';
import { planDates } from '../calendar/planDates.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import { acceptFacts, chooseVariant } from '../procedure/facts.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { SEND } from '../procedure/vocabulary/verbs.ts';
import { type Met, walk } from '../program/ahead.ts';
import { begin } from '../program/begin.ts';
import { compile } from '../compile/compile.ts';
import type { Effect, Program } from '../program/program.ts';

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
  const opened = begin(program, { at: zero, zero, facts: steering });
  const met = walk(program, opened, zero, (ask, previous) =>
    planDates(program, calendarFor(calendar, ask, previous), ask, previous),
  );
  return {
    procedure: procedure.procedure,
    variant,
    zone: calendar.zone,
    steps: stepsOf(program, met, calendar.zone),
  };
}

/** One entry a step and moment, however many operations it has there. */
function stepsOf(program: Program, met: Met[], zone: string): PreviewStep[] {
  const entries = new Map<string, PreviewStep>();
  for (const { step, at, effects, ends } of met) {
    const key = `${step} ${at}`;
    const entry = entries.get(key) ?? { at: isoIn(at, zone), ...dayOf(program, step), does: [] };
    entry.does.push(...effects.flatMap((effect) => itemsOf(program, step, effect)));
    if (ends) entry.does.push({ verb: 'end', name: ends });
    entries.set(key, entry);
  }
  return [...entries.values()];
}

function isoIn(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toISO() ?? '';
}

function dayOf(program: Program, key: string): { day?: number } {
  const step = program.steps.find((candidate) => candidate.key === key);
  if (!step || step.when === 'opened') return {};
  return { day: step.day ?? program.clock.firstDay };
}

function itemsOf(program: Program, step: string, effect: Effect): PreviewItem[] {
  const { name } = effect;
  if (effect.verb === 'send') return [{ verb: SEND + effect.channel, name, channel: effect.channel }];
  const gated = program.operations.some(
    (operation) => operation.op === 'gate' && operation.step === step && operation.act === name,
  );
  const item = { verb: effect.verb, name };
  return effect.verb === 'act' && gated ? [{ verb: 'approval', name }, item] : [item];
}
