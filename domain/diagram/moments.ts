import type { Procedure, Step } from '../procedure/procedure.ts';
import { WEEKDAYS } from '../procedure/vocabulary/steps.ts';
import { capital, spaced } from '../words.ts';

/** When a step comes, in the few words of an edge. */
export function momentLabel({ clock, steps }: Procedure, step: Step, day: number | undefined): string {
  if (step.when === 'day-zero-moved') return `Day ${clock.firstDay}, if it has moved`;
  if (step.when === 'level-reached') return 'a debt reaches a level';
  if (step.weekEnd) {
    const { weekday, at, hours } = step.weekEnd;
    return `${capital(Object.keys(WEEKDAYS)[weekday - 1] ?? '')} ${at}, ${hours} hours later at the least`;
  }
  if (step.wait) {
    const { hours, within } = step.wait;
    if (hours === 0) return 'at once, in working hours';
    const window = within === undefined ? `${hours} hours` : `${hours} to ${within} hours`;
    const first = steps.find(({ when }) => when !== 'opened') === step;
    return first ? `${window} after ${spaced(clock.dayZero)}` : `${window} later`;
  }
  return `Day ${day}, ${clock.at}`;
}
