import { own } from '../procedure/present.ts';
import type { Item, PlainItem, Procedure } from '../procedure/procedure.ts';
import { optionsOf, type VariantStep } from '../procedure/timetable.ts';
import { ACTS, OTHERWISE } from '../procedure/vocabulary/verbs.ts';
import { type Walk, warningStep } from '../procedure/walks.ts';
import type { Effect, Guard, Operation, Outcome, TeamQuestion } from '../program/program.ts';

type Act = Extract<PlainItem, { verb: 'act' }>;
type Ask = Extract<PlainItem, { verb: 'ask' }>;
type Gate = Pick<Extract<Operation, { op: 'gate' }>, 'act' | 'approver' | 'warnedBy' | 'asks'>;
type Choose = Extract<Item, { verb: 'choose' }>;

/** Items that are done under one guard. */
interface Branch {
  items: PlainItem[];
  only?: Guard;
}

/** Effects without a pause between them; a gate may stand before the first, and the case may end after the last. */
interface Stretch {
  gate?: Act | Ask;
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
      if (gate)
        operations.push({
          op: 'gate',
          step,
          key: `${key}-gate`,
          ...gateOf(procedure, walks, gate, only),
          ...guard,
        });
      if (effects.length === 0) continue;
      operations.push({ op: 'perform', step, key, effects, ...guard, ...(ends ? { ends } : {}) });
    }
  }
  if (when === 'level-reached') operations.push({ op: 'repeat', step });
  return operations;
}

function gateOf(procedure: Procedure, walks: Walk[], gate: Act | Ask, only: Guard | undefined): Gate {
  if (gate.verb === 'ask') return { act: gate.name, approver: gate.role, warnedBy: null };
  const warnedBy = walks.map((walk) => warningStep(walk, gate)).find((key) => key !== undefined);
  if (gate.approvedBy === undefined || warnedBy === undefined) {
    throw new Error(
      `the act "${gate.name}" has no warning or nobody to approve it; the procedure was not checked`,
    );
  }
  const asks = only && questionOf(procedure, gate, only);
  return { act: gate.name, approver: gate.approvedBy, warnedBy, ...(asks ? { asks } : {}) };
}

function questionOf(procedure: Procedure, act: Act, only: Guard): TeamQuestion | undefined {
  if (act.askedOf === undefined) return undefined;
  const usual = act.unless === undefined ? undefined : own(procedure.facts, act.unless)?.default;
  const unless =
    act.unless === undefined || usual === undefined ? undefined : { fact: act.unless, isNot: [usual] };
  return { role: act.askedOf, fact: only.fact, ...(unless ? { unless } : {}) };
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

/** What a person does is the last of its stretch, because the case waits for it; what needs a gate is the first. */
function stretchesOf(items: PlainItem[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const item of items) {
    if (item.verb === 'end') {
      const last = stretches.at(-1);
      if (last) last.ends = item.outcome;
      continue;
    }
    if (item.verb === 'ask') {
      stretches.push({ gate: item, effects: [] });
      open = null;
      continue;
    }
    const effects = effectsOf(item);
    const gated =
      item.verb === 'act' && effects.some((effect) => effect.verb === 'act' && effect.irreversible);
    if (!open || gated) {
      open = { effects: [], ...(gated ? { gate: item } : {}) };
      stretches.push(open);
    }
    open.effects.push(...effects);
    if (LAST_OF_ITS_STRETCH.includes(item.verb)) open = null;
  }
  return stretches;
}

/** The case waits for the person, or needs the answer to know which way it goes. */
const LAST_OF_ITS_STRETCH: Item['verb'][] = ['task', 'call', 'review', 'look-up'];

function effectsOf(item: Exclude<PlainItem, { verb: 'end' | 'ask' }>): Effect[] {
  if (item.verb !== 'act') return [{ ...item }];
  const act = (name: string): Extract<Effect, { verb: 'act' }> => ({
    verb: 'act',
    name,
    irreversible: own(ACTS, name)?.irreversible ?? false,
  });
  return item.with === undefined
    ? [act(item.name)]
    : [act(item.name), { ...act(item.with), unit: item.name }];
}
