import { approvedIn, wordsFor } from '../procedure/ownRules.ts';
import { own } from '../procedure/present.ts';
import { ACTS } from '../procedure/vocabulary/verbs.ts';
import type { Effect, Program, ProgramStep } from '../program/program.ts';
import type { CaseState, Need } from '../program/state.ts';
import { holds } from '../program/advance.ts';
import { actOf, nameOf } from '../program/evolve/effects.ts';
import { ERRAND, REOPENING } from '../program/next.ts';
import { dayOf } from './days.ts';
import type { PROOF_ERRORS } from './errors.ts';
import type { Ground } from './moves/move.ts';
import type { Witness } from './witness.ts';
import { reaches, type World } from './world.ts';

/** What must hold on every path of every procedure, in the words of a story's end. */
export const RULES = {
  'FT-PRF-UNWARNED': 'an act that cannot be undone, without a delivered warning that named it',
  'FT-PRF-UNAPPROVED': 'an act that cannot be undone, without an approval that stands',
  'FT-PRF-AFTER-REPLY': 'a contact or an act after a reply that nobody has dealt with',
  'FT-PRF-AFTER-CLOSING': 'a contact after the message that closed the matter',
  'FT-PRF-ATTEMPTS': 'more attempts in a round than the procedure allows',
  'FT-PRF-TWICE-A-DAY': 'two attempts on one day',
  'FT-PRF-SAME-TWICE': 'the same message twice in one attempt',
  'FT-PRF-TOO-EARLY': 'a step before its day',
  'FT-PRF-NOT-CLOSED': 'an ending whose last message did not say that the matter is closed',
  'FT-PRF-NO-NOTE': 'the attempt before left no note',
  'FT-PRF-ENDLESS': 'a wait that nothing ends and nobody is reminded of',
  'FT-PRF-NO-WAY-OUT': 'from here no outcome can be reached any more',
  'FT-PRF-AFTER-OUTCOME': 'something is done after the outcome',
  'FT-PRF-OUTCOME-CHANGED': 'an outcome becomes another one',
  'FT-PRF-UNANSWERABLE': 'a reply that does not stop the case',
  'FT-PRF-UNREACHABLE': 'a step that no path comes to',
  'FT-PRF-FAULT': 'the interpreter does not know how to go on',
  'FT-PRF-OWN-RULE': "against a rule of the procedure's own",
  'FT-PRF-TOO-MANY': 'more situations than can be followed',
} as const satisfies Record<keyof typeof PROOF_ERRORS, string>;

export type Rule = keyof typeof RULES;

/** A rule that does not hold, and about what. */
export interface Breach {
  rule: Rule;
  about: string;
}

/** What is wrong with beginning this work now. */
export function wrongToBegin(
  ground: Ground,
  { at, state, witness }: World,
  work: Extract<Need, { need: 'perform' }>,
): Breach[] {
  const breaches: Breach[] = [];
  const wrong = (rule: Rule, about: string) => breaches.push({ rule, about });
  const reopening = work.key === REOPENING;
  if (state.outcome && !reopening) wrong('FT-PRF-AFTER-OUTCOME', work.key);
  if (witness.answered && !reopening) wrong('FT-PRF-AFTER-REPLY', work.key);
  const left = work.effects.slice(work.from);
  for (const effect of left) {
    if (effect.verb !== 'act' || !cannotBeUndone(effect)) continue;
    const act = actOf(effect);
    if (!witness.warned.some((given) => given.act === act && given.deliveredAt <= at))
      wrong('FT-PRF-UNWARNED', effect.name);
    if (!witness.approved.includes(act)) wrong('FT-PRF-UNAPPROVED', effect.name);
  }
  const happened = [...witness.happened];
  for (const effect of left) {
    breaches.push(...againstOwn(ground, { happened, approved: witness.approved }, effect));
    happened.push(...wordsFor(effect));
  }
  if (work.step === ERRAND) return breaches;
  if (isTooEarly(ground.program, { at, state }, work.step)) wrong('FT-PRF-TOO-EARLY', work.key);
  if (!left.some(reaches)) return breaches;
  for (const name of saidBefore(ground.program, state, left)) wrong('FT-PRF-SAME-TWICE', name);
  const attempt = `${work.step} ${state.pass}`;
  const again = witness.last?.attempt === attempt;
  if (!again && witness.closed === 'yes' && ground.closingNeeded) wrong('FT-PRF-AFTER-CLOSING', work.key);
  if (!again && witness.last?.day === dayOf(at)) wrong('FT-PRF-TWICE-A-DAY', work.key);
  if (!again && witness.owesNote && ground.notesNeeded) wrong('FT-PRF-NO-NOTE', work.key);
  const limit = ground.program.attemptsPerRound;
  if (!again && limit !== null && witness.attempts >= limit) wrong('FT-PRF-ATTEMPTS', work.key);
  return breaches;
}

/** What these wait for is no date. */
const UNDATED: ProgramStep['when'][] = ['opened', 'day-zero-moved', 'level-reached'];

/** Its planned time has not come, or nobody has asked for the dates yet. */
function isTooEarly({ steps }: Program, { at, state }: Pick<World, 'at' | 'state'>, step: string): boolean {
  const { when } = steps.find(({ key }) => key === step) ?? {};
  if (when === undefined || UNDATED.includes(when)) return false;
  const due = state.plan?.slots[step]?.at;
  return due === undefined || due > at;
}

/** What other work of the same step has said already, as the facts stand now. */
function saidBefore({ operations }: Program, { position, facts }: CaseState, left: Effect[]): string[] {
  const step = operations[position]?.step;
  const before = operations.slice(0, position).flatMap((other) => {
    const same = other.op === 'perform' && other.step === step && (!other.only || holds(other.only, facts));
    return same ? other.effects.filter(reaches).map(nameOf) : [];
  });
  return left
    .filter(reaches)
    .map(nameOf)
    .filter((name) => before.includes(name));
}

/** By the vocabulary: a program's own word for it may be wrong. */
function cannotBeUndone({ name, irreversible }: Extract<Effect, { verb: 'act' }>): boolean {
  return own(ACTS, name)?.irreversible ?? irreversible;
}

function againstOwn(
  { orders }: Ground,
  seen: Pick<Witness, 'happened' | 'approved'>,
  effect: Effect,
): Breach[] {
  const words = wordsFor(effect);
  const has = (what: string) => {
    const act = approvedIn(what);
    return act === null ? seen.happened.includes(what) : seen.approved.includes(act);
  };
  return orders.flatMap(({ never, before, after }): Breach[] => {
    if (!words.includes(never)) return [];
    const tooEarly = before !== undefined && !has(before);
    const tooLate = after !== undefined && has(after);
    const about = before === undefined ? `never ${never} after ${after}` : `never ${never} before ${before}`;
    return tooEarly || tooLate ? [{ rule: 'FT-PRF-OWN-RULE', about }] : [];
  });
}

/** What is wrong with standing here, waiting for this. */
export function wrongToWait({ state }: World, need: Extract<Need, { need: 'wait' }>): Breach[] {
  const ordered = state.held !== null || need.for === 'change';
  if (need.until !== null || need.remind !== null || ordered) return [];
  return [{ rule: 'FT-PRF-ENDLESS', about: `${need.for}: ${need.about}` }];
}

/** What is wrong with what became of a case. */
export function wrongAfter(
  ground: Ground,
  before: World,
  event: { type: string },
  after: CaseState,
  witness: World['witness'],
): Breach[] {
  const breaches: Breach[] = [];
  const was = before.state.outcome;
  // Work that was under way may have ended the case before the other end was heard of: the earlier one stands.
  const overtaken = before.flight?.ends !== undefined;
  if (was && after.outcome && after.outcome.outcome !== was.outcome && !overtaken)
    breaches.push({ rule: 'FT-PRF-OUTCOME-CHANGED', about: `${was.outcome} → ${after.outcome.outcome}` });
  if (event.type === 'replied' && !was && !after.answered)
    breaches.push({ rule: 'FT-PRF-UNANSWERABLE', about: before.state.held ? 'held' : 'open' });
  const ended = !was && after.outcome && after.outcome.outcome === endOf(ground.program, before, event);
  if (ended && ground.notesNeeded && witness.owesNote && !before.flight)
    breaches.push({ rule: 'FT-PRF-NO-NOTE', about: after.outcome?.outcome ?? '' });
  if (ended && ground.closingNeeded && witness.closed === 'no' && witness.last && !before.flight)
    breaches.push({ rule: 'FT-PRF-NOT-CLOSED', about: after.outcome?.outcome ?? '' });
  return breaches;
}

/** How the work at hand ends the case, when that is what has come back. */
function endOf({ operations }: Program, { state }: World, event: { type: string }): string | undefined {
  const operation = operations[state.position];
  return event.type === 'performed' && operation?.op === 'perform' ? operation.ends : undefined;
}
