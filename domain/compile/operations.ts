import { own } from '../procedure/present.ts';
import type { Item, PlainItem, Procedure } from '../procedure/procedure.ts';
import { optionsOf, type VariantStep } from '../procedure/timetable.ts';
import { ACTS, OTHERWISE } from '../procedure/vocabulary/verbs.ts';
import { type Walk, warningStep } from '../procedure/walks.ts';
import type { Effect, Guard, Operation, Outcome } from '../program/program.ts';

type Act = Extract<PlainItem, { verb: 'act' }>;
type Choose = Extract<Item, { verb: 'choose' }>;

/** Items that are done under one guard. */
interface Branch {
  items: PlainItem[];
  only?: Guard;
}

/** Effects without a pause between them; a gate may stand before the first, and the case may end after the last. */
interface Stretch {
  gate?: Act;
  effects: Effect[];
  ends?: Outcome;
}

/** The operations of one step: the wait for its day, then what is done. `walks` are those of the variant. */
export function operationsOf(
  procedure: Procedure,
  variant: string | null,
  walks: Walk[],
  { key: step, step: { when, do: items } }: VariantStep,
): Operation[] {
  const operations: Operation[] = when === 'opened' ? [] : [{ op: 'wait', step }];
  let performs = 0;
  for (const { items: taken, only } of branchesOf(procedure, variant, items)) {
    const guard = only ? { only } : {};
    for (const { gate, effects, ends } of stretchesOf(taken)) {
      performs += 1;
      const key = `${step}/${performs}`;
      if (gate) operations.push({ op: 'gate', step, key: `${key}-gate`, ...gateOf(walks, gate), ...guard });
      operations.push({ op: 'perform', step, key, effects, ...guard, ...(ends ? { ends } : {}) });
    }
  }
  return operations;
}

function gateOf(walks: Walk[], act: Act): { act: string; approver: string; warnedBy: string } {
  const warnedBy = walks.map((walk) => warningStep(walk, act)).find((key) => key !== undefined);
  if (act.approvedBy === undefined || warnedBy === undefined) {
    throw new Error(
      `the act "${act.name}" has no warning or nobody to approve it; the procedure was not checked`,
    );
  }
  return { act: act.name, approver: act.approvedBy, warnedBy };
}

/** What follows one another under the same guard, or under none, makes one branch. */
function branchesOf(procedure: Procedure, variant: string | null, items: Item[]): Branch[] {
  const branches: Branch[] = [];
  for (const item of items) {
    const added = item.verb === 'choose' ? guarded(procedure, variant, item) : [{ items: [item] }];
    for (const branch of added) {
      const last = branches.at(-1);
      if (last && !last.only && !branch.only) last.items.push(...branch.items);
      else branches.push({ ...branch, items: [...branch.items] });
    }
  }
  return branches;
}

/** One branch per option that the variant offers; `otherwise` is held back only from the options that are named. */
function guarded(procedure: Procedure, variant: string | null, { fact, branches }: Choose): Branch[] {
  const offered = optionsOf(own(procedure.facts, fact), variant);
  const named = branches.map((branch) => branch.option).filter((option) => offered.includes(option));
  return branches.flatMap(({ option, do: items }): Branch[] => {
    if (option === OTHERWISE) return [named.length > 0 ? { items, only: { fact, isNot: named } } : { items }];
    return offered.includes(option) ? [{ items, only: { fact, is: [option] } }] : [];
  });
}

/** A task is the last of its stretch, because the case waits for it; an act that needs a gate is the first. */
function stretchesOf(items: PlainItem[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const item of items) {
    if (item.verb === 'end') {
      const last = stretches.at(-1);
      if (last) last.ends = item.outcome;
      continue;
    }
    const effect = effectOf(item);
    const gated = effect.verb === 'act' && effect.irreversible;
    if (!open || gated) {
      open = { effects: [], ...(gated && item.verb === 'act' ? { gate: item } : {}) };
      stretches.push(open);
    }
    open.effects.push(effect);
    if (item.verb === 'task') open = null;
  }
  return stretches;
}

function effectOf(item: Exclude<PlainItem, { verb: 'end' }>): Effect {
  if (item.verb !== 'act') return { ...item };
  return { verb: 'act', name: item.name, irreversible: own(ACTS, item.name)?.irreversible ?? false };
}
