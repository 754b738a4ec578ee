import { own, present } from '../procedure/present.ts';
import type { Procedure } from '../procedure/procedure.ts';
import {
  itemsIn,
  optionsOf,
  plainItems,
  reaches,
  steeringFacts,
  stepsOf,
  stopRulesIn,
  type VariantStep,
  variantsOf,
  verifiedIn,
} from '../procedure/timetable.ts';
import { CONDITIONS } from '../procedure/vocabulary/head.ts';
import { LOOK_UPS } from '../procedure/vocabulary/lookUps.ts';
import { ACTS } from '../procedure/vocabulary/verbs.ts';
import { walksOf } from '../procedure/walks.ts';
import { listed } from '../words.ts';
import { operationsOf } from './operations.ts';
import type { Effect, Program, ProgramStep, SteeringFact } from '../program/program.ts';

/** Two days: long enough for a weekend's Monday, short enough to be noticed. */
export const TASK_HOURS = 48;

/**
 * The program of one variant: plain JSON that a case carries from its start to its end.
 * @param procedure decoded without a problem; the checks have shown that every way ends and every gate has its warning
 * @param variant a name of `procedure.variants`, or null when it has none
 * @param hash content hash of the procedure's files
 * @throws RangeError for a variant that the procedure does not have
 */
export function compile(procedure: Procedure, variant: string | null, hash: string): Program {
  if (!variantsOf(procedure).includes(variant)) throw new RangeError(unknownVariant(procedure, variant));
  const steps = stepsOf(procedure, variant);
  const rules: string[] = stopRulesIn(procedure, variant);
  const walks = (walksOf(procedure) ?? []).filter((walk) => walk.variant === variant);
  return {
    meaning: 1,
    procedure: procedure.procedure,
    version: procedure.version,
    hash,
    variant,
    title: procedure.title,
    owner: procedure.owner,
    clock: { ...procedure.clock },
    steering: steeringFacts(procedure, variant).map((fact) => steeringOf(procedure, variant, fact, steps)),
    attemptsPerRound: procedure.limits.attemptsPerRound ?? null,
    verify: verifiedIn(procedure, variant),
    levels: procedure.levels,
    taskHours: procedure.tasks.limitHours ?? TASK_HOURS,
    escalateTo: procedure.tasks.escalateTo ?? null,
    afterEnd: procedure.afterEnd,
    conditions: Object.fromEntries(Object.entries(CONDITIONS).filter(([rule]) => rules.includes(rule))),
    reopening: procedure.afterEnd === 'reopen' ? undoing(steps) : [],
    steps: steps.map((step) => stepOf(procedure, variant, step)),
    operations: steps.flatMap((step) => operationsOf(procedure, variant, walks, step)),
  };
}

function unknownVariant({ procedure, variants }: Procedure, variant: string | null): string {
  const names = Object.keys(variants);
  if (names.length === 0)
    return `The procedure "${procedure}" has no variants, so "${variant}" cannot be chosen.`;
  const asked = variant === null ? 'No variant is named' : `There is no variant "${variant}"`;
  return `${asked} for the procedure "${procedure}". Variants: ${listed(names)}.`;
}

/** What a reopened case does first: each act of the procedure that leaves something closed is taken back. */
function undoing(steps: VariantStep[]): Effect[] {
  const names = steps.flatMap(({ step }) =>
    plainItems(step).flatMap((item) => (item.verb === 'act' ? [own(ACTS, item.name)?.undoneBy] : [])),
  );
  const undone = [...new Set(names)].filter((name) => name !== undefined);
  return undone.map((name) => ({ verb: 'act', name, irreversible: false }));
}

function stepOf(procedure: Procedure, variant: string | null, { key, day, step }: VariantStep): ProgramStep {
  const { when, wait, weekEnd } = step;
  const contacts = itemsIn(procedure, step, variant).filter(reaches);
  const warns = contacts.some(
    ({ warnsOf }) => warnsOf !== undefined && own(ACTS, warnsOf)?.irreversible === true,
  );
  const reviews = itemsIn(procedure, step, variant).some(({ verb }) => verb === 'review');
  const attempt = contacts.length > 0 || reviews;
  return present<ProgramStep>({ key, when, day, wait, weekEnd, attempt, warns });
}

function steeringOf(
  procedure: Procedure,
  variant: string | null,
  name: string,
  steps: VariantStep[],
): SteeringFact {
  const fact = own(procedure.facts, name);
  const until = steps.find(({ step }) =>
    step.do.some((item) => item.verb === 'choose' && item.fact === name && item.branches.some(decides)),
  );
  return present<SteeringFact>({
    name,
    options: optionsOf(fact, variant),
    default: fact?.default ?? '',
    until: until?.key,
    lookedUp: Object.hasOwn(LOOK_UPS, name) ? true : undefined,
  });
}

/** A branch after which another value of the fact would come too late. */
function decides(
  branch: Extract<Procedure['steps'][number]['do'][number], { verb: 'choose' }>['branches'][number],
) {
  return branch.do.some(
    (item) => item.verb === 'end' || (item.verb === 'act' && own(ACTS, item.name)?.irreversible === true),
  );
}
