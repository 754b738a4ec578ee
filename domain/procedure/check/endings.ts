import type { Step } from '../procedure.ts';
import { reaches, stepsOf, variantsOf } from '../timetable.ts';
import { type Checking, firstTime } from './checking.ts';
import { described } from '../walks.ts';

/** Every way comes to an end, or a case would wait for ever. */
export function everyWayEnds(checking: Checking): void {
  const isNew = firstTime();
  for (const walk of checking.walks) {
    const last = stepsOf(checking.procedure, walk.variant).at(-1);
    if (!last || walk.visits.some(({ item }) => item.verb === 'end') || !isNew(last.step)) continue;
    // What comes again and again ends when nothing is owed any more.
    if (last.step.when === 'level-reached' && checking.procedure.stopWhen.includes('paid')) continue;
    const says = `Nothing ends the case${described(walk)}. Add "end:" with an outcome after the last thing that is done.`;
    checking.report('FT-PRC-END-MISSING', last.step, undefined, says);
  }
}

/** What stands after the end, in every option of a variant, would never happen. */
export function nothingFollowsTheEnd(checking: Checking): void {
  const isNew = firstTime();
  for (const variant of variantsOf(checking.procedure)) {
    const visits = checking.walks.filter((walk) => walk.variant === variant).flatMap((walk) => walk.visits);
    const reached = new Set(visits.filter(({ afterEnd }) => !afterEnd).map(({ item }) => item));
    for (const { item } of visits) {
      if (reached.has(item) || !isNew(item)) continue;
      const contact = reaches(item);
      const code = contact ? 'FT-PRC-CONTACT-AFTER-END' : 'FT-PRC-AFTER-END';
      const what = `${contact ? 'This message' : 'This'} stands after the end of the case`;
      const where = variant === null ? '' : ` in variant "${variant}"`;
      checking.report(code, item, 'verb', `${what}${where}, so it would never happen.`);
    }
  }
}

/** An end is carried by what was done before it in the same list, so that the record shows why the case ended. */
export function endHasCompany(checking: Checking): void {
  for (const list of checking.procedure.steps.flatMap(listsOf)) {
    const end = list.findIndex((item) => item.verb === 'end');
    const before = list[end - 1];
    const item = list[end];
    if (!item || (before !== undefined && before.verb !== 'choose')) continue;
    const says = 'Nothing is done right before this end. Put a note before it, in the same list.';
    checking.report('FT-PRC-END-ALONE', item, 'verb', says);
  }
}

function listsOf(step: Step): Step['do'][] {
  return [
    step.do,
    ...step.do.flatMap((item) => (item.verb === 'choose' ? item.branches.map((branch) => branch.do) : [])),
  ];
}
