import { compile } from '../compile/compile.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { stepsOf, variantsOf, type VariantStep } from '../procedure/timetable.ts';
import { WEEKDAYS } from '../procedure/vocabulary/steps.ts';
import type { Program, ProgramStep } from '../program/program.ts';
import { capital, ordinal } from '../words.ts';
import { aligned } from './align.ts';
import { itemChanges, namesOf, sentencesOf } from './items.ts';

/** What happens on another day, anew, no more or in another way. What holds for every variant is said once. */
export function stepChanges(old: Procedure, now: Procedure): string[] {
  const both = variantsOf(now).filter((variant) => variantsOf(old).includes(variant));
  const said = both.map((variant) => [variant, changesIn(old, now, variant)] as const);
  const all = [...new Set(said.flatMap(([, lines]) => lines))];
  return all.map((line) => {
    const where = said.filter(([, lines]) => lines.includes(line)).map(([variant]) => variant);
    if (where.length === both.length) return line;
    return `Variant ${where.map((variant) => `"${variant}"`).join(', ')}: ${line}`;
  });
}

export function variantChanges(old: Procedure, now: Procedure): string[] {
  const names = [...new Set([...Object.keys(old.variants), ...Object.keys(now.variants)])];
  return names.flatMap((name) => {
    const [was, will] = [old.variants[name], now.variants[name]];
    if (!was) return [`New variant "${name}": ${will?.title}.`];
    if (!will) return [`The variant "${name}" is gone.`];
    return was.title === will.title ? [] : [`The variant "${name}" is called "${will.title}".`];
  });
}

function changesIn(old: Procedure, now: Procedure, variant: string | null): string[] {
  const [older, newer] = [compile(old, variant, ''), compile(now, variant, '')];
  return aligned(older, newer).flatMap(({ old: was, new: will }) => {
    if (was && will) return changed(newer, { old, now, variant }, was, will);
    const [step, procedure, program] = will ? [will, now, newer] : [was!, old, older];
    const about = { procedure, variant, messages: undefined };
    const does = sentencesOf(stepIn(procedure, variant, step), about).join(' ');
    return [`${will ? 'New step' : 'No longer done'}, ${momentOf(step)}${rankOf(program, step)}: ${does}`];
  });
}

interface Versions {
  old: Procedure;
  now: Procedure;
  variant: string | null;
}

function changed(newer: Program, versions: Versions, was: ProgramStep, will: ProgramStep): string[] {
  const { old, now, variant } = versions;
  const [before, after] = [stepIn(old, variant, was), stepIn(now, variant, will)];
  const name = nameOf(newer, will, after);
  const moved =
    momentOf(was) === momentOf(will)
      ? []
      : [`${capital(name)} moves from ${momentOf(was)} to ${momentOf(will)}.`];
  const place = moved.length === 0 && will.day !== undefined ? momentOf(will) : name;
  const sop =
    before.step.sop === after.step.sop
      ? []
      : [`${capital(place)}: it follows ${after.step.sop ?? 'no part of the SOP'}.`];
  const about = { procedure: now, variant, messages: undefined };
  return [...moved, ...itemChanges(before, after, about).map((says) => `${capital(place)}: ${says}`), ...sop];
}

function stepIn(procedure: Procedure, variant: string | null, { key }: ProgramStep): VariantStep {
  const step = stepsOf(procedure, variant).find((each) => each.key === key);
  if (!step) throw new Error(`${procedure.procedure} has no step ${key}`);
  return step;
}

/** "the second attempt (reminder-2)", "the step of Day 0 (note day-zero-moved)". */
function nameOf(program: Program, step: ProgramStep, said: VariantStep): string {
  const names = namesOf(said).join(', ');
  return step.attempt
    ? `the ${ordinal(attemptNumber(program, step))} attempt (${names})`
    : `the step with ${names}`;
}

function rankOf(program: Program, step: ProgramStep): string {
  return step.attempt ? ` (the ${ordinal(attemptNumber(program, step))} attempt)` : '';
}

function attemptNumber({ steps }: Program, step: ProgramStep): number {
  return steps.filter(({ attempt }) => attempt).indexOf(step) + 1;
}

function momentOf({ when, day, wait, weekEnd }: ProgramStep): string {
  if (when === 'opened') return 'the opening of the case';
  if (when === 'day-zero-moved') return 'a moved day zero';
  if (when === 'level-reached') return 'a reached level';
  if (weekEnd) {
    const name = capital(Object.keys(WEEKDAYS)[weekEnd.weekday - 1] ?? '');
    return `${name} ${weekEnd.at}, ${weekEnd.hours} hours or more after the step before`;
  }
  if (!wait) return `Day ${day}`;
  const window = wait.within === undefined ? `${wait.hours} hours` : `${wait.hours} to ${wait.within} hours`;
  return wait.hours === 0 ? 'right after the step before' : `${window} after the step before`;
}
