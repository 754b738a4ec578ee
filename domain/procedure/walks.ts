import { own } from './present.ts';
import type { Item, PlainItem, Procedure } from './procedure.ts';
import { optionsOf, reaches, steeringFacts, stepsOf, type VariantStep, variantsOf } from './timetable.ts';
import { OTHERWISE } from './vocabulary/verbs.ts';

/** One thing that is done on one way through the procedure. */
export interface Visit {
  at: VariantStep;
  item: PlainItem;
  /** The case has ended before it. */
  afterEnd: boolean;
}

/**
 * One way through one variant when nobody answers. The facts keep their value on it: a fact that steers can change only
 * before the first branch that ends the case or cannot be undone, and there the gate looks again.
 */
export interface Walk {
  variant: string | null;
  options: Record<string, string>;
  moved: boolean;
  visits: Visit[];
}

/** More ways than this, and nobody could review the procedure. */
export const MAX_WALKS = 500;

/** All ways through all variants; undefined when there are more than MAX_WALKS of one variant. */
export function walksOf(procedure: Procedure): Walk[] | undefined {
  const walks: Walk[] = [];
  for (const variant of variantsOf(procedure)) {
    const choices = combinations(procedure, variant);
    if (choices === undefined) return undefined;
    const steps = stepsOf(procedure, variant);
    const movable = steps.some(({ step }) => step.when === 'day-zero-moved');
    for (const moved of movable ? [false, true] : [false]) {
      const taken = steps.filter(({ step }) => moved || step.when !== 'day-zero-moved');
      walks.push(
        ...choices.map((options) => ({ variant, options, moved, visits: visitsOf(taken, options) })),
      );
    }
  }
  return walks;
}

function visitsOf(steps: VariantStep[], options: Record<string, string>): Visit[] {
  let afterEnd = false;
  return steps.flatMap((at) =>
    at.step.do.flatMap((given) =>
      itemsFor(given, options).map((item) => {
        const visit = { at, item, afterEnd };
        if (item.verb === 'end') afterEnd = true;
        return visit;
      }),
    ),
  );
}

function itemsFor(item: Item, options: Record<string, string>): PlainItem[] {
  if (item.verb !== 'choose') return [item];
  const option = own(options, item.fact);
  const branch =
    item.branches.find((candidate) => candidate.option === option) ??
    item.branches.find((candidate) => candidate.option === OTHERWISE);
  return branch?.do ?? [];
}

/** Each combination of options that can make a difference: those with a branch, and one for all the others. */
function combinations(procedure: Procedure, variant: string | null): Record<string, string>[] | undefined {
  let found: Record<string, string>[] = [{}];
  for (const fact of steeringFacts(procedure, variant)) {
    const named = namedOptions(procedure, variant, fact);
    const offered = optionsOf(own(procedure.facts, fact), variant);
    const rest = offered.find((option) => !named.has(option));
    const telling = offered.filter((option) => named.has(option) || option === rest);
    if (telling.length * found.length > MAX_WALKS) return undefined;
    found = found.flatMap((options) => telling.map((option) => ({ ...options, [fact]: option })));
  }
  return found;
}

function namedOptions(procedure: Procedure, variant: string | null, fact: string): Set<string> {
  const items = stepsOf(procedure, variant).flatMap(({ step }) => step.do);
  return new Set(
    items.flatMap((item) =>
      item.verb === 'choose' && item.fact === fact ? item.branches.map((branch) => branch.option) : [],
    ),
  );
}

/** ` (in variant "5", with resolution "cancel")`, or nothing when there is only one way. */
export function described(walk: Walk): string {
  const parts = [
    ...(walk.variant === null ? [] : [`in variant "${walk.variant}"`]),
    ...Object.entries(walk.options).map(([fact, option]) => `with ${fact} "${option}"`),
    ...(walk.moved ? ['when day zero was moved'] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** The key of the last step before the act, on this way, that warns of it. A warning in the same step does not count. */
export function warningStep(walk: Walk, act: Extract<PlainItem, { verb: 'act' }>): string | undefined {
  const here = walk.visits.find((visit) => visit.item === act && !visit.afterEnd);
  if (!here) return undefined;
  const earlier = walk.visits.slice(0, walk.visits.indexOf(here)).filter(({ at }) => at !== here.at);
  return earlier.findLast(({ item }) => reaches(item) && item.warnsOf === act.name)?.at.key;
}
