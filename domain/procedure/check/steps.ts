import { didYouMean, listed } from '../../words.ts';
import type { Step } from '../procedure.ts';
import { plainItems, reaches, stepsOf, type VariantStep, variantsOf } from '../timetable.ts';
import type { Checking } from './checking.ts';

const OPENING = ['opened', 'day-zero-moved'];

const inVariant = (variant: string | null) => (variant === null ? '' : ` in variant "${variant}"`);

const sends = ({ step }: VariantStep) => plainItems(step).some(reaches);

/** Reading order is time order: the opening, a moved day zero, then the days. */
export function openingComesFirst(checking: Checking): void {
  const order = ['opened', 'day-zero-moved', 'day', 'wait', 'level-reached'];
  const place = ({ when }: Step) => order.indexOf(when === 'end-of-week' ? 'wait' : when);
  let last = -1;
  for (const step of checking.procedure.steps) {
    const here = place(step);
    const opening = step.when === 'opened' || step.when === 'day-zero-moved';
    if (opening && here <= last) {
      const says =
        here === last
          ? `"when: ${step.when}" stands here a second time. Put what happens then into one step.`
          : `"when: ${step.when}" happens before the steps above it. Move it up.`;
      checking.report('FT-PRC-STEP-ORDER', step, 'when', says);
    } else if (here < last) {
      const says =
        'A day cannot follow a step that waits: nobody knows when that one is done. Use "wait" here too.';
      checking.report('FT-PRC-STEP-ORDER', step, 'day', says);
    }
    last = Math.max(last, here);
  }
}

export function daysIncrease(checking: Checking): void {
  for (const variant of variantsOf(checking.procedure)) {
    let before: VariantStep | undefined;
    for (const here of stepsOf(checking.procedure, variant)) {
      if (here.day === undefined) continue;
      if (before?.day !== undefined && here.day <= before.day)
        tooEarly(checking, before, here, inVariant(variant));
      else before = here;
    }
  }
}

function tooEarly(checking: Checking, before: VariantStep, here: VariantStep, where: string): void {
  if (here.day === before.day && sends(before) && sends(here)) {
    const says = `Day ${here.day} reaches the contact a second time${where}. At most one attempt a day is allowed.`;
    checking.report('FT-PRC-DAY-TWICE', here.step, 'day', says);
  } else {
    const says =
      here.day === before.day
        ? `Day ${here.day} stands here a second time${where}. Put what happens on one day into one step.`
        : `Day ${here.day} comes after day ${before.day}${where}. Days must increase from step to step.`;
    checking.report('FT-PRC-DAY-ORDER', here.step, 'day', says);
  }
}

/** What goes out at the opening, on a moved day zero or on the first day can fall on one date. */
export function openingReachesOnce(checking: Checking): void {
  const { clock } = checking.procedure;
  for (const variant of variantsOf(checking.procedure)) {
    const early = stepsOf(checking.procedure, variant).filter(
      (here) => sends(here) && (OPENING.includes(here.step.when) || here.day === clock.firstDay),
    );
    for (const here of early.slice(1)) {
      const says = `This step and "${early[0]?.key}" can reach the contact on the same day${inVariant(variant)}.`;
      checking.report('FT-PRC-DAY-TWICE', here.step, undefined, says);
    }
  }
}

export function daysAreOnTheClock(checking: Checking): void {
  const { clock, steps } = checking.procedure;
  for (const step of steps) {
    if (step.when !== 'day' && !OPENING.includes(step.when)) continue;
    const days = typeof step.day === 'object' ? Object.values(step.day) : [step.day ?? clock.firstDay];
    for (const day of days.filter((given) => given < clock.firstDay)) {
      const says = `Day ${day} lies before the first day of the clock, which is day ${clock.firstDay}.`;
      checking.report('FT-PRC-DAY-TOO-EARLY', step, 'day', says);
    }
  }
}

export function stepVariantsExist(checking: Checking): void {
  const names = Object.keys(checking.procedure.variants);
  for (const step of checking.procedure.steps) {
    for (const variant of typeof step.day === 'object' ? Object.keys(step.day) : []) {
      if (names.includes(variant)) continue;
      const known = names.length > 0 ? `Variants: ${listed(names)}.` : 'The procedure has none.';
      const says = `There is no variant "${variant}". ${known}${didYouMean(variant, names)}`;
      checking.report('FT-PRC-VARIANT-UNKNOWN', step, 'day', says);
    }
  }
}

export function variantsHaveSteps(checking: Checking): void {
  const { variants } = checking.procedure;
  for (const [name, variant] of Object.entries(variants)) {
    const timed = ['day', 'wait', 'end-of-week', 'level-reached'];
    if (stepsOf(checking.procedure, name).some(({ step }) => timed.includes(step.when))) continue;
    const says = `No step has a day for variant "${name}", so nothing would happen in it.`;
    checking.report('FT-PRC-VARIANT-EMPTY', variant, undefined, says);
  }
}
