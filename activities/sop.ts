import { compile } from '../domain/compile/compile.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { plainItems, stepsOf } from '../domain/procedure/timetable.ts';

/** Where the organisation's SOP says it: what the step names, else what the whole procedure names. */
export function sopOfStep(procedure: Procedure, variant: string | null, key: string): string | undefined {
  return stepsOf(procedure, variant).find((step) => step.key === key)?.step.sop ?? procedure.sop;
}

/** The same for what comes up in the middle of a case: the step at which it stands. */
export function sopOfPlace(
  procedure: Procedure,
  variant: string | null,
  position: number | undefined,
): string | undefined {
  const operation = position === undefined ? undefined : compile(procedure, variant, '').operations[position];
  return operation ? sopOfStep(procedure, variant, operation.step) : procedure.sop;
}

/** The same for what is asked about an act: the step that asks for it or does it. */
export function sopOfAct(procedure: Procedure, act: string): string | undefined {
  const naming = procedure.steps.filter((step) =>
    plainItems(step).some((item) => (item.verb === 'act' || item.verb === 'ask') && item.name === act),
  );
  return naming.find(({ sop }) => sop !== undefined)?.sop ?? procedure.sop;
}
