import type { CalendarRules } from '../calendar/rules.ts';
import type { Catalog } from '../messages/catalog.ts';
import type { Item, Procedure } from '../procedure/procedure.ts';
import { stepsOf, type VariantStep, variantsOf } from '../procedure/timetable.ts';
import { compile } from '../compile/compile.ts';
import { calendarRules } from './calendarRules.ts';
import { choiceRules, clockRules, factRules, limitRules, stopRules } from './rules.ts';
import { WEEKDAYS } from '../procedure/vocabulary/steps.ts';
import type { Wait, WeekEnd } from '../program/program.ts';
import { capital, spaced } from '../words.ts';
import { type About, branchesIn, sentenceFor } from './sentences.ts';

/**
 * The procedure as plain English, in the order in which people ask: what it is, when the clock runs, what stops it, what
 * happens on which day in each variant, and what must never happen. An operations manager reads and signs it.
 * @param calendar adds its zone, hours and days off
 * @param messages adds the kinds of notes
 * @param only one variant; absent: all of them
 */
export function explain(
  procedure: Procedure,
  calendar?: CalendarRules,
  messages?: Catalog,
  only?: string | null,
): string {
  const { title, about, owner, sop } = procedure;
  const head = [
    title,
    '='.repeat(title.length),
    `Procedure "${procedure.procedure}", version ${procedure.version}. Owner of its cases: ${spaced(owner)}.`,
    ...(sop ? [`SOP: ${sop}`] : []),
  ];
  const sections = [
    head,
    ...(about ? [[about.trim()]] : []),
    section('What must be known of a case', factRules(procedure)),
    ...choiceRules(procedure).map(({ title: choice, rules }) => section(choice, rules)),
    section('When the clock runs', [...clockRules(procedure), ...(calendar ? calendarRules(calendar) : [])]),
    section('What stops it', stopRules(procedure)),
    ...(only === undefined
      ? allVariants(procedure, messages)
      : [stepsSection({ procedure, variant: only, messages })]),
    section('What holds always', limitRules(procedure)),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section(title: string, rules: string[]): string[] {
  return [title, ...rules.map((rule) => `  - ${rule}`)];
}

/** Variants that do the same are told once. */
function allVariants(procedure: Procedure, messages: Catalog | undefined): string[][] {
  const variants = variantsOf(procedure);
  const [first = [], ...others] = variants.map((variant) => stepLines({ procedure, variant, messages }));
  const same = others.length > 0 && others.every((lines) => lines.join() === first.join());
  if (!same) return variants.map((variant) => stepsSection({ procedure, variant, messages }));
  const named = Object.entries(procedure.variants).map(([name, { title }]) => `"${name}": ${title}`);
  return [
    section('The variants, which differ in their words only', named),
    ['What happens in each variant', ...first],
  ];
}

function stepsSection(about: About): string[] {
  const { procedure, variant } = about;
  const title =
    variant === null
      ? 'What happens'
      : `What happens in variant "${variant}" (${procedure.variants[variant]?.title})`;
  return [title, ...stepLines(about)];
}

function stepLines(about: About): string[] {
  const { procedure, variant } = about;
  const { steering } = compile(procedure, variant, '');
  return stepsOf(procedure, variant).flatMap((step) => [
    `  ${momentOf(step, procedure)}`,
    ...steering
      .filter(({ until, lookedUp }) => until === step.key && !lookedUp && step.step.when !== 'opened')
      .map(
        ({ name }) =>
          `    - From now on "${name}" can no longer be changed${exceptWhenAsked(name, step, about)}.`,
      ),
    ...step.step.do.flatMap((item) => itemLines(item, about)),
    ...(step.step.sop ? [`    SOP: ${step.step.sop}`] : []),
  ]);
}

/** A gate asks people about the act, and another way is an answer. */
function exceptWhenAsked(fact: string, { step }: VariantStep, about: About): string {
  const chosen = step.do.find((item) => item.verb === 'choose' && item.fact === fact);
  const items = chosen?.verb === 'choose' ? branchesIn(chosen, about).flatMap((branch) => branch.items) : [];
  const gated = items.some((item) => item.verb === 'act' && item.approvedBy !== undefined);
  return gated ? ', except while people are still asked about it' : '';
}

function momentOf({ step, day }: VariantStep, { clock, steps }: Procedure): string {
  if (step.when === 'opened') return 'When the case is opened';
  if (step.when === 'day-zero-moved')
    return `On Day ${clock.firstDay}, if that is a later day than the day of "${clock.dayZero}"`;
  if (step.wait) {
    const first = steps.find(({ when }) => when !== 'opened' && when !== 'day-zero-moved') === step;
    return waitOf(step.wait, first ? `"${clock.dayZero}"` : 'the step before it was done');
  }
  if (step.weekEnd) return weekEndOf(step.weekEnd);
  if (step.when === 'level-reached')
    return 'Whenever a debt reaches its next level, and again until nothing overdue is left';
  return `Day ${day}`;
}

function waitOf({ hours, within }: Wait, since: string): string {
  if (hours === 0) return 'As soon as the step before it is done, in working hours';
  const window = within === undefined ? `${hours} hours` : `${hours} to ${within} hours`;
  return `${capital(window)} after ${since}, in working hours`;
}

function weekEndOf({ weekday, at, hours }: WeekEnd): string {
  const day = Object.keys(WEEKDAYS)[weekday - 1] ?? '';
  return `On ${capital(day)} at ${at}, at least ${hours} hours after the step before it, else a week later`;
}

function itemLines(item: Item, about: About): string[] {
  if (item.verb !== 'choose') return [`    - ${sentenceFor(item, about)}`];
  const branches = branchesIn(item, about);
  return branches.flatMap(({ when, items }) =>
    when === null
      ? items.flatMap((inner) => itemLines(inner, about))
      : items.length === 0
        ? []
        : [`    - ${when}`, ...items.map((inner) => `        - ${sentenceFor(inner, about)}`)],
  );
}
