import { plainItems } from '../timetable.ts';
import type { Checking } from './checking.ts';

/** Dates come either from levels of a debt or from days: the two do not stand in one procedure. */
export function levelsHaveTheirReview(checking: Checking): void {
  const { procedure } = checking;
  const reached = procedure.steps.filter(({ when }) => when === 'level-reached');
  const [step] = reached;
  const others = procedure.steps.filter(({ when }) => when !== 'level-reached' && when !== 'opened');
  const says = faultOf(procedure.levels.length, reached.length, others.length, reviewsAlone(step?.do ?? []));
  if (says !== null) checking.report('FT-PRC-LEVELS', step ?? procedure, step ? 'when' : 'levels', says);
  for (const other of procedure.steps.filter((each) => !reached.includes(each))) {
    const review = plainItems(other).find((item) => item.verb === 'review');
    if (!review) continue;
    const where = '"review" belongs into the step "when: level-reached".';
    checking.report('FT-PRC-LEVELS', review, 'verb', where);
  }
}

function faultOf(levels: number, reached: number, others: number, alone: boolean): string | null {
  if (levels === 0 && reached === 0) return null;
  if (levels === 0) return 'There are no levels to be reached. Write them under levels:.';
  if (reached !== 1) return 'Levels need exactly one step "when: level-reached".';
  if (others > 0) return 'Beside "when: level-reached" no other step has a date of its own.';
  return alone ? null : 'A step "when: level-reached" has one item, the review of the statement.';
}

function reviewsAlone(items: { verb: string }[]): boolean {
  return items.length === 1 && items[0]?.verb === 'review';
}
