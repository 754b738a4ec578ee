import { listed } from '../../words.ts';
import { own } from '../present.ts';
import { plainItems } from '../timetable.ts';
import { LOOK_UPS } from '../vocabulary/lookUps.ts';
import { type Checking, firstTime } from './checking.ts';
import { described } from '../walks.ts';

/** What is looked up must have a place, and the step must know what to do with each answer. */
export function lookUpsHaveTheirFact(checking: Checking): void {
  for (const item of checking.procedure.steps.flatMap(plainItems)) {
    if (item.verb !== 'look-up') continue;
    const lookUp = LOOK_UPS[item.name];
    const answers = 'options' in lookUp ? [...lookUp.options] : [];
    const fact = own(checking.procedure.facts, item.name);
    const offered = Object.keys(fact?.options ?? {});
    const lacking = answers.filter((answer) => !offered.includes(answer));
    if (fact?.type === 'choice' && fact.default !== undefined && lacking.length === 0) continue;
    const says = `"look-up: ${item.name}" needs a fact "${item.name}" of type choice with a default and the options ${listed(answers)}.`;
    checking.report('FT-PRC-LOOK-UP-FACT', item, 'verb', says);
  }
}

/** A team that is asked first is asked by the options of the choice that the act stands in. */
export function teamsAreAskedAboutAChoice(checking: Checking): void {
  const { procedure } = checking;
  const outside = procedure.steps.flatMap((step) => step.do);
  for (const item of procedure.steps.flatMap(plainItems)) {
    if (item.verb !== 'act') continue;
    if (item.askedOf !== undefined && outside.includes(item)) {
      const says = `"asked-of" asks which way to go, but "${item.name}" stands in no branch of a choice.`;
      checking.report('FT-PRC-ASKED-OF', item, 'asked-of', says);
    }
    if (item.unless === undefined) continue;
    const fact = own(procedure.facts, item.unless);
    if (fact?.type === 'choice' && fact.default !== undefined && item.askedOf !== undefined) continue;
    const says = `"unless: ${item.unless}" needs "asked-of" beside it and a fact of type choice with a default.`;
    checking.report('FT-PRC-ASKED-OF', item, 'unless', says);
  }
}

/** Nobody is asked to approve what is never done. */
export function questionsComeTrue(checking: Checking): void {
  const isNew = firstTime();
  for (const walk of checking.walks) {
    walk.visits.forEach(({ item, afterEnd }, index) => {
      if (item.verb !== 'ask' || afterEnd) return;
      const later = walk.visits
        .slice(index)
        .some((visit) => visit.item.verb === 'act' && visit.item.name === item.name);
      if (later || !isNew(item)) return;
      const says = `Nothing after this question does "${item.name}"${described(walk)}.`;
      checking.report('FT-PRC-ASK-EMPTY', item, 'verb', says);
    });
  }
}
