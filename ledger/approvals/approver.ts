import type { Procedure } from '../../domain/procedure/procedure.ts';
import { plainItems } from '../../domain/procedure/timetable.ts';

/** The role that must approve an act, as the procedure says; of an unknown act, the role that approves any. */
export function approverOf(procedure: Procedure, act: string): string | undefined {
  const approved = procedure.steps
    .flatMap(plainItems)
    .flatMap((item) =>
      item.verb === 'act' && item.approvedBy ? [{ name: item.name, by: item.approvedBy }] : [],
    );
  return (approved.find(({ name }) => name === act) ?? approved[0])?.by;
}
