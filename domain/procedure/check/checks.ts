import type { Draft, Section } from '../decode/draft.ts';
import type { Reading } from '../reading/reading.ts';
import * as acts from './acts.ts';
import { Checking } from './checking.ts';
import * as choices from './choices.ts';
import * as clock from './clock.ts';
import type { Context } from './context.ts';
import * as endings from './endings.ts';
import * as facts from './facts.ts';
import * as head from './head.ts';
import * as messages from './messages.ts';
import * as levels from './levels.ts';
import * as ownRules from './ownRules.ts';
import * as people from './people.ts';
import * as steps from './steps.ts';

type Check = (checking: Checking) => void;

/** The checks by the sections they read; one runs only where those could be read without a problem. */
const CHECKS: readonly { needs: readonly Section[]; checks: readonly Check[] }[] = [
  { needs: ['head'], checks: [head.idIsTheFolder, head.stopRulesAreComplete] },
  { needs: ['head', 'variants'], checks: [head.stopOnlyInIsAboutSomething] },
  { needs: ['clock'], checks: [clock.calendarExists, clock.calendarIsOpen, clock.cutOffsAreInOrder] },
  { needs: ['clock', 'facts'], checks: [clock.dayZeroIsAMoment] },
  { needs: ['facts'], checks: [facts.keysFitTheType, facts.namesAreFree, facts.wordingsCanBeWritten] },
  { needs: ['facts'], checks: [facts.defaultIsAnOption, facts.otherIsAnOption] },
  { needs: ['facts', 'variants'], checks: [facts.optionVariantsExist, facts.defaultIsInEachVariant] },
  { needs: ['variants'], checks: [steps.stepVariantsExist, steps.daysIncrease] },
  { needs: ['head', 'variants'], checks: [messages.templatesExist] },
  { needs: ['steps'], checks: [steps.openingComesFirst] },
  { needs: ['steps', 'clock'], checks: [steps.daysAreOnTheClock, steps.openingReachesOnce] },
  { needs: ['steps', 'variants'], checks: [steps.variantsHaveSteps] },
  { needs: [], checks: [acts.irreversibleIsApproved, acts.approvalIsNeeded] },
  { needs: ['steps'], checks: [endings.endHasCompany] },
  { needs: ['head', 'steps'], checks: [levels.levelsHaveTheirReview, ownRules.rulesAreAboutSomething] },
  { needs: ['steps', 'facts'], checks: [people.lookUpsHaveTheirFact, people.teamsAreAskedAboutAChoice] },
];

/** What must be right before the ways through the procedure are known. */
const CHOICES: readonly Check[] = [
  choices.choiceIsAFact,
  choices.branchesAreOptions,
  choices.everyOptionIsCovered,
  choices.choiceHasADefault,
  choices.waysAreFew,
];

/** These follow every way through the procedure, so nothing that shapes the ways may be in doubt. */
const WAYS: readonly Check[] = [
  messages.lastMessageCloses,
  messages.nothingFollowsTheClosing,
  messages.messageGoesOutOnce,
  messages.attemptsAreWithinTheLimit,
  acts.irreversibleIsWarnedOf,
  acts.warningIsInOneStep,
  acts.warningLeavesTime,
  acts.warningsComeTrue,
  people.questionsComeTrue,
  endings.everyWayEnds,
  endings.nothingFollowsTheEnd,
];

/** Everything that a schema cannot say. Problems go to the reading. */
export function runChecks(reading: Reading, { procedure, sound }: Draft, context: Context): void {
  const checking = new Checking(reading, procedure, context);
  for (const { needs, checks } of CHECKS) {
    if (needs.every((section) => sound.has(section))) for (const check of checks) check(checking);
  }
  if (!sound.has('facts') || !sound.has('steps') || !sound.has('variants')) return;
  const known = reading.sound(() => CHOICES.forEach((check) => check(checking)));
  if (known.sound) for (const check of WAYS) check(checking);
}
