import { TIME_TO_ANSWER } from '../../program/timeToAnswer.ts';
import { own } from '../present.ts';
import { listed } from '../../words.ts';
import type { PlainItem } from '../procedure.ts';
import { plainItems, reaches, variantsOf } from '../timetable.ts';
import { ACTS } from '../vocabulary/verbs.ts';
import { type Checking, firstTime } from './checking.ts';
import { described, type Walk, warningStep } from '../walks.ts';

type Act = Extract<PlainItem, { verb: 'act' }>;

const isIrreversible = (name: string): boolean => own(ACTS, name)?.irreversible ?? false;

function actsOf({ procedure }: Checking): Act[] {
  return procedure.steps.flatMap(plainItems).filter((item) => item.verb === 'act');
}

/** Nothing irreversible by silence: a role approves it. */
export function irreversibleIsApproved(checking: Checking): void {
  for (const act of actsOf(checking)) {
    if (!isIrreversible(act.name) || act.approvedBy !== undefined) continue;
    const says = `"${act.name}" cannot be undone. Say who approves it: approved-by: manager.`;
    checking.report('FT-PRC-ACT-UNAPPROVED', act, 'verb', says);
  }
}

/** An approval that nothing would ask for must not be promised. */
export function approvalIsNeeded(checking: Checking): void {
  const guarded = Object.keys(ACTS).filter(isIrreversible);
  for (const act of actsOf(checking)) {
    if (isIrreversible(act.name) || act.approvedBy === undefined) continue;
    const says = `"${act.name}" can be undone and is not approved by anybody. approved-by belongs beside ${listed(guarded)}.`;
    checking.report('FT-PRC-ACT-APPROVAL-UNUSED', act, 'approved-by', says);
  }
}

function irreversibleVisits(walk: Walk): Act[] {
  return walk.visits.flatMap(({ item, afterEnd }) =>
    item.verb === 'act' && isIrreversible(item.name) && !afterEnd ? [item] : [],
  );
}

/** The warning must have gone out in an earlier step of the same way, in the branch of the same option. */
export function irreversibleIsWarnedOf(checking: Checking): void {
  const isNew = firstTime();
  for (const walk of checking.walks) {
    for (const act of irreversibleVisits(walk)) {
      if (warningStep(walk, act) !== undefined || !isNew(act)) continue;
      const says = `"${act.name}" cannot be undone, and no message of an earlier step warns of it${described(walk)}.`;
      checking.report('FT-PRC-ACT-UNWARNED', act, 'verb', `${says} Add "warns-of: ${act.name}" to one.`);
    }
  }
}

/** The gate waits for the warning of one step, so all ways to the act must have it in the same. */
export function warningIsInOneStep(checking: Checking): void {
  const isNew = firstTime();
  for (const variant of variantsOf(checking.procedure)) {
    const warnedBy = new Map<Act, string>();
    for (const walk of checking.walks.filter((candidate) => candidate.variant === variant)) {
      for (const act of irreversibleVisits(walk)) {
        const step = warningStep(walk, act);
        if (step === undefined) continue;
        const other = warnedBy.get(act) ?? step;
        warnedBy.set(act, other);
        if (step === other || !isNew(act)) continue;
        const says = `"${act.name}" is warned of in "${other}" on one way and in "${step}"${described(walk)}.`;
        checking.report('FT-PRC-ACT-WARNED-TWICE', act, 'verb', `${says} Warn of it in one step.`);
      }
    }
  }
}

const NEEDED = TIME_TO_ANSWER / 3_600_000;

/** Whoever was warned has time to answer. Steps with a day are a day apart at the least; of the others the hours count. */
export function warningLeavesTime(checking: Checking): void {
  const isNew = firstTime();
  for (const walk of checking.walks) {
    for (const act of irreversibleVisits(walk)) {
      const hours = hoursSinceWarning(walk, act);
      if (hours === null || hours >= NEEDED || !isNew(act)) continue;
      const says = `"${act.name}" cannot be undone, and comes ${hours} hours after its warning${described(walk)}.`;
      const more = `Whoever is warned needs ${NEEDED} hours to answer. Let its step wait longer.`;
      checking.report('FT-PRC-ACT-NO-TIME', act, 'verb', `${says} ${more}`);
    }
  }
}

/** Null where a day stands between them, or no warning. */
function hoursSinceWarning(walk: Walk, act: Act): number | null {
  const warning = warningStep(walk, act);
  const steps = [...new Set(walk.visits.map(({ at }) => at))];
  const from = steps.findIndex(({ key }) => key === warning);
  const to = steps.findIndex((at) => walk.visits.some((visit) => visit.at === at && visit.item === act));
  const between = steps.slice(from + 1, to + 1).map(({ step }) => step);
  if (warning === undefined || between.some(({ when }) => when === 'day')) return null;
  return between.reduce((sum, { wait, weekEnd }) => sum + (wait?.hours ?? weekEnd?.hours ?? 0), 0);
}

/** A message must not threaten what never comes. */
export function warningsComeTrue(checking: Checking): void {
  const come = new Set<PlainItem>();
  const given = new Set<PlainItem>();
  for (const walk of checking.walks) {
    walk.visits.forEach(({ item }, index) => {
      if (!reaches(item) || item.warnsOf === undefined) return;
      given.add(item);
      const later = walk.visits.slice(index);
      if (later.some((visit) => visit.item.verb === 'act' && visit.item.name === item.warnsOf))
        come.add(item);
    });
  }
  for (const item of given) {
    if (come.has(item) || !reaches(item)) continue;
    const says = `Nothing after it on the same way does "${item.warnsOf}", so there is nothing to warn of.`;
    checking.report('FT-PRC-WARNING-EMPTY', item, 'warns-of', says);
  }
}
