import { own } from './present.ts';
import type { Contact, Fact, Item, PlainItem, Procedure, Step, StopRule } from './procedure.ts';
import type { LookUp } from './vocabulary/lookUps.ts';
import { OTHERWISE } from './vocabulary/verbs.ts';

/** A step as one variant has it. The key names it in programs, plans and timelines. */
export interface VariantStep {
  key: string;
  day?: number;
  step: Step;
}

/** The names of the variants; a procedure without any has the one form null. */
export function variantsOf(procedure: Procedure): (string | null)[] {
  const names = Object.keys(procedure.variants);
  return names.length > 0 ? names : [null];
}

/** What stops a case of the variant. */
export function stopRulesIn({ stopWhen, stopOnlyIn }: Procedure, variant: string | null): StopRule[] {
  return stopWhen.filter((rule) => {
    const only = own(stopOnlyIn ?? {}, rule);
    return only === undefined || (variant !== null && only.includes(variant));
  });
}

/** What is looked up for the variant; of what only says that it has come true, nothing where that ends no case. */
export function verifiedIn(procedure: Procedure, variant: string | null): LookUp[] {
  const rules: string[] = stopRulesIn(procedure, variant);
  return procedure.verify.filter((name) => name !== 'check-in' || rules.includes('checked-in'));
}

/** The steps that a variant has, in the file's order. */
export function stepsOf(procedure: Procedure, variant: string | null): VariantStep[] {
  return procedure.steps.flatMap((step): VariantStep[] => {
    if (step.when !== 'day') return [{ key: keyOf(procedure, step), step }];
    const day = dayOf(step, variant);
    return day === undefined ? [] : [{ key: `day-${day}`, day, step }];
  });
}

/** Steps without a day are named by their kind; of several of a kind each has its number. */
function keyOf({ steps }: Procedure, step: Step): string {
  const alike = steps.filter(({ when }) => when === step.when);
  return step.when === 'wait' || alike.length > 1 ? `${step.when}-${alike.indexOf(step) + 1}` : step.when;
}

function dayOf(step: Step, variant: string | null): number | undefined {
  if (typeof step.day !== 'object') return step.day;
  return variant === null ? undefined : own(step.day, variant);
}

/** The options of a choice that a variant offers, in the file's order. */
export function optionsOf(fact: Fact | undefined, variant: string | null): string[] {
  return Object.entries(fact?.options ?? {})
    .filter(([, option]) => !option.variants || (variant !== null && option.variants.includes(variant)))
    .map(([name]) => name);
}

/** Every item of a step, those inside branches too, in whatever variant. */
export function plainItems(step: Step): PlainItem[] {
  return step.do.flatMap((item) =>
    item.verb === 'choose' ? item.branches.flatMap((branch) => branch.do) : [item],
  );
}

/** The items of a step that a variant can come to: branches for options it does not offer are left out. */
export function itemsIn(procedure: Procedure, step: Step, variant: string | null): PlainItem[] {
  return step.do.flatMap((item) => {
    if (item.verb !== 'choose') return [item];
    const offered = [...optionsOf(own(procedure.facts, item.fact), variant), OTHERWISE];
    return item.branches.filter(({ option }) => offered.includes(option)).flatMap((branch) => branch.do);
  });
}

/** Whether it reaches the person we wait on. */
export function reaches(item: Item): item is Contact {
  return item.verb === 'send' || item.verb === 'call';
}

/** The facts on which some step of the variant chooses, or an act depends, each once. */
export function steeringFacts(procedure: Procedure, variant: string | null): string[] {
  const facts = stepsOf(procedure, variant).flatMap(({ step }) =>
    step.do.flatMap((item) => (item.verb === 'choose' ? [item.fact] : [])),
  );
  const excuses = procedure.steps
    .flatMap(plainItems)
    .flatMap((item) => (item.verb === 'act' && item.unless !== undefined ? [item.unless] : []));
  return [...new Set([...facts, ...excuses])];
}
