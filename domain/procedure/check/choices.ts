import { didYouMean, listed } from '../../words.ts';
import { own } from '../present.ts';
import type { Fact, Item, Step } from '../procedure.ts';
import { optionsOf, stepsOf, variantsOf } from '../timetable.ts';
import { OTHERWISE } from '../vocabulary/verbs.ts';
import type { Checking } from './checking.ts';
import { MAX_WALKS, walksOf } from '../walks.ts';

type Choose = Extract<Item, { verb: 'choose' }>;

function choosesOf({ procedure }: Checking): { step: Step; item: Choose; fact: Fact | undefined }[] {
  return procedure.steps.flatMap((step) =>
    step.do.flatMap((item) =>
      item.verb === 'choose' ? [{ step, item, fact: own(procedure.facts, item.fact) }] : [],
    ),
  );
}

export function choiceIsAFact(checking: Checking): void {
  const { facts } = checking.procedure;
  const choices = Object.keys(facts).filter((name) => own(facts, name)?.type === 'choice');
  const known =
    choices.length > 0 ? `Facts of type choice: ${listed(choices)}.` : 'There is no fact of type choice.';
  for (const { item, fact } of choosesOf(checking)) {
    if (fact === undefined) {
      const says = `"${item.fact}" is not declared under facts. ${known}${didYouMean(item.fact, choices)}`;
      checking.report('FT-PRC-FACT-UNKNOWN', item, 'choose', says);
    } else if (fact.type !== 'choice') {
      const says = `A step can choose only on a fact of type choice; "${item.fact}" is of type ${fact.type}. ${known}`;
      checking.report('FT-PRC-FACT-TYPE', item, 'choose', says);
    }
  }
}

export function branchesAreOptions(checking: Checking): void {
  for (const { item, fact } of choosesOf(checking)) {
    if (!fact?.options) continue;
    const names = [...Object.keys(fact.options), OTHERWISE];
    for (const branch of item.branches.filter(({ option }) => !names.includes(option))) {
      const says = `"${branch.option}" is not an option of "${item.fact}". Allowed: ${listed(names)}.`;
      checking.report('FT-PRC-OPTION-UNKNOWN', branch, undefined, says + didYouMean(branch.option, names));
    }
  }
}

/** Whatever the fact says, the step says what happens then. */
export function everyOptionIsCovered(checking: Checking): void {
  const { procedure } = checking;
  for (const { step, item, fact } of choosesOf(checking)) {
    const named = item.branches.map((branch) => branch.option);
    if (!fact?.options || named.includes(OTHERWISE)) continue;
    const variants = variantsOf(procedure).filter((name) =>
      stepsOf(procedure, name).some((here) => here.step === step),
    );
    const open = new Set(
      variants.flatMap((variant) => optionsOf(fact, variant)).filter((name) => !named.includes(name)),
    );
    if (open.size === 0) continue;
    const says = `Nothing is said for ${listed([...open])}. Add a branch for each, or "otherwise".`;
    checking.report('FT-PRC-OPTION-OPEN', item, 'choose', says);
  }
}

/** A case may be opened without the fact; its path must be known all the same. */
export function choiceHasADefault(checking: Checking): void {
  const open = choosesOf(checking).filter(
    ({ fact }) => fact?.type === 'choice' && fact.default === undefined,
  );
  for (const { item, fact } of open) {
    if (!fact) continue;
    const says = `A step chooses on "${item.fact}", so it needs "default:" with one of its options.`;
    checking.report('FT-PRC-DEFAULT-MISSING', fact, 'key', says);
  }
}

/** Bounds the review, for people and for the checks below that follow every way. */
export function waysAreFew(checking: Checking): void {
  if (walksOf(checking.procedure) !== undefined) return;
  const says = `The choices make more than ${MAX_WALKS} different ways through one variant. Use fewer choices or branches.`;
  checking.report('FT-PRC-CHOICES-MANY', checking.procedure, 'steps', says);
}
