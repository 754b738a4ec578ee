import { approvedIn, orderWords, wordsFor } from '../procedure/ownRules.ts';
import { own } from '../procedure/present.ts';
import { ACTS } from '../procedure/vocabulary/verbs.ts';
import type { Effect, Program, ProgramStep } from '../program/program.ts';
import type { CaseEvent } from '../program/events.ts';
import type { CaseState, Need } from '../program/state.ts';
import { holds } from '../program/advance.ts';
import { actOf, nameOf } from '../program/evolve/effects.ts';
import { ERRAND, isReopening } from '../program/next.ts';
import { mayBeDoneFrom, TIME_TO_ANSWER } from '../program/timeToAnswer.ts';
import { dayOf } from './days.ts';
import type { PROOF_ERRORS } from './errors.ts';
import type { Ground } from './moves/move.ts';
import { isUnwanted, leftOutWord, type Witness } from './witness.ts';
import { reaches, type World } from './world.ts';

/** What must hold on every path of every procedure, in the words of a story's end. */
export const RULES = {
  'FT-PRF-UNWARNED': 'an act that cannot be undone, without a delivered warning that named it',
  'FT-PRF-NO-TIME': 'an act that cannot be undone, and no time between its warning and it to answer',
  'FT-PRF-UNAPPROVED': 'an act that cannot be undone, without an approval that stands',
  'FT-PRF-AFTER-REPLY': 'a contact or an act after a reply that nobody has dealt with',
  'FT-PRF-AFTER-OPT-OUT':
    'a message that the contact has opted out of is tried again although nobody asked for it, or counts',
  'FT-PRF-FALSE-WARNING': 'a warning of what this case, as it stands, will not come to',
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
  const reopening = isReopening(work.key);
  if (state.outcome && !reopening) wrong('FT-PRF-AFTER-OUTCOME', work.key);
  const left = work.effects.slice(work.from);
  // A reply may open the outside case again, and nothing else.
  const modest = reopening && !left.some((effect) => reaches(effect) || isFinal(effect));
  if (witness.answered && !modest) wrong('FT-PRF-AFTER-REPLY', work.key);
  for (const effect of left) {
    if (!isFinal(effect)) continue;
    const act = actOf(effect);
    const warned = witness.warned.filter((given) => given.act === act && given.deliveredAt <= at);
    if (warned.length === 0) wrong('FT-PRF-UNWARNED', effect.name);
    else if (!warned.some((given) => mayBeDoneFrom(given) <= at)) wrong('FT-PRF-NO-TIME', effect.name);
    if (!witness.approved.includes(act)) wrong('FT-PRF-UNAPPROVED', effect.name);
  }
  for (const effect of left) {
    const { warnsOf } = reaches(effect) ? effect : {};
    if (warnsOf !== undefined && !comesTo(ground.program, state, warnsOf))
      wrong('FT-PRF-FALSE-WARNING', nameOf(effect));
  }
  const [first] = left;
  if (first && isUnwanted(witness, first) && goesBack(ground.program, witness.givenUp, work))
    wrong('FT-PRF-AFTER-OPT-OUT', work.key);
  const happened = [...witness.happened];
  for (const effect of left) {
    breaches.push(...againstOwn(ground, { ...witness, happened }, effect));
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

/** Whether this work was begun before the contact that was given up last, or is that. */
function goesBack(
  { operations }: Program,
  givenUp: string | null,
  { key, from }: { key: string; from: number },
): boolean {
  const position = (of: string) => operations.findIndex((each) => each.op === 'perform' && each.key === of);
  return givenUp !== null && from === 0 && position(key) <= position(givenUp);
}

/** Whether the case, as its facts stand, comes to this act. */
function comesTo({ operations }: Program, { facts }: CaseState, act: string): boolean {
  return operations.some(
    (operation) =>
      operation.op === 'perform' &&
      operation.effects.some((effect) => effect.verb === 'act' && actOf(effect) === act) &&
      (!operation.only || holds(operation.only, facts)),
  );
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
function isFinal(effect: Effect): effect is Extract<Effect, { verb: 'act' }> {
  return effect.verb === 'act' && (own(ACTS, effect.name)?.irreversible ?? effect.irreversible);
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
  return orders.flatMap((order): Breach[] => {
    const { never, before, after } = order;
    if (!words.includes(never)) return [];
    const tooEarly = before !== undefined && !has(before) && !seen.happened.includes(leftOutWord(before));
    const tooLate = after !== undefined && has(after);
    return tooEarly || tooLate ? [{ rule: 'FT-PRF-OWN-RULE', about: orderWords(order) }] : [];
  });
}

/** What is wrong with standing here, waiting for this. */
export function wrongToWait(world: World, need: Extract<Need, { need: 'wait' }>): Breach[] {
  if (need.for === 'delivery' && leavesNoTime(world, need.about))
    return [{ rule: 'FT-PRF-NO-TIME', about: need.about }];
  if (need.until !== null || need.remind !== null || need.for === 'change') return [];
  return [{ rule: 'FT-PRF-ENDLESS', about: `${need.for}: ${need.about}` }];
}

/**
 * The gate keeps the case until there was time to answer. Where nothing unplanned has happened, the dates of the procedure
 * leave none, and its warning names another day than the one that comes. Until an email counts as delivered is time too.
 */
function leavesNoTime({ at, witness, surprises }: World, act: string): boolean {
  const given = witness.warned.filter((warning) => warning.act === act);
  return surprises === 0 && given.length > 0 && given.every((warning) => at < warning.at + TIME_TO_ANSWER);
}

/** What is wrong with what became of a case. */
export function wrongAfter(
  ground: Ground,
  before: World,
  event: CaseEvent,
  after: CaseState,
  witness: World['witness'],
): Breach[] {
  const breaches: Breach[] = [];
  const was = before.state.outcome;
  // Work that was under way may have ended the case before the other end was heard of: the earlier one stands.
  const overtaken = before.flight?.ends !== undefined;
  if (was && after.outcome && after.outcome.outcome !== was.outcome && !overtaken)
    breaches.push({ rule: 'FT-PRF-OUTCOME-CHANGED', about: `${was.outcome} → ${after.outcome.outcome}` });
  const more = after.attempts > before.state.attempts || after.warnings.length > before.state.warnings.length;
  if (event.type === 'performed' && more && isRefused(before, event))
    breaches.push({ rule: 'FT-PRF-AFTER-OPT-OUT', about: event.key });
  if (event.type === 'replied' && !was && !after.answered)
    breaches.push({ rule: 'FT-PRF-UNANSWERABLE', about: before.state.held ? 'held' : 'open' });
  const ended = !was && after.outcome && after.outcome.outcome === endOf(ground.program, before, event);
  if (ended && ground.notesNeeded && witness.owesNote && !before.flight)
    breaches.push({ rule: 'FT-PRF-NO-NOTE', about: after.outcome?.outcome ?? '' });
  if (ended && ground.closingNeeded && witness.closed === 'no' && witness.last && !before.flight)
    breaches.push({ rule: 'FT-PRF-NOT-CLOSED', about: after.outcome?.outcome ?? '' });
  return breaches;
}

/** Nothing of this work reached the contact, because of an opt-out. */
function isRefused(
  { state, flight }: World,
  { from, results }: Extract<CaseEvent, { type: 'performed' }>,
): boolean {
  const done = results.filter(({ status }) => status === 'done').length;
  const refused = results.some((result) => result.status === 'failed' && result.reason === 'opted-out');
  return refused && done === 0 && flight === null && state.progress === from;
}

/** How the work at hand ends the case, when that is what has come back. */
function endOf({ operations }: Program, { state }: World, event: { type: string }): string | undefined {
  const operation = operations[state.position];
  return event.type === 'performed' && operation?.op === 'perform' ? operation.ends : undefined;
}
