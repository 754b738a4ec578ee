import type { EffectResult } from '../../program/events.ts';
import { CALL_RESULTS } from '../../program/evolve/calls.ts';
import { nameOf } from '../../program/evolve/effects.ts';
import { NOT_POSSIBLE } from '../../program/evolve/taskDone.ts';
import { wordsFor } from '../../procedure/ownRules.ts';
import type { Effect } from '../../program/program.ts';
import { classesOf } from '../classes.ts';
import { DAY } from '../days.ts';
import { type Deed, did, excused, isUnwanted, replied, type Witness } from '../witness.ts';
import { subjectOf, worded } from '../worded.ts';
import { type Flight, reaches, type World } from '../world.ts';
import { canSurprise, type Ground, type Move } from './move.ts';

/** A provider's word that an email arrived is the silence of a day. */
const EMAIL_DELIVERED = DAY;

/** What a look right before a contact can find. */
const MADE_OUTSIDE = { status: 'skipped', reason: 'made-outside' } as const satisfies EffectResult;

/** What the gate says of a contact that is not wanted: a person looks at each. */
export const OPTED_OUT = { status: 'failed', reason: 'opted-out' } as const satisfies EffectResult;

/** Every way in which work that the case needs can go: well to the end, or not well at any of its effects. */
export function results(ground: Ground, world: World, work: Flight): Move[] {
  const moves: Move[] = [];
  let going: Going = { results: [], witness: world.witness, said: [] };
  for (let index = work.from; index < work.effects.length; index += 1) {
    const effect = work.effects[index] as Effect;
    if (canSurprise(ground, world) && !isUnwanted(going.witness, effect)) {
      const half = { ...going, witness: halfDone(ground, work, index, going.witness) };
      const bad = notWell(ground, world, effect).map((result) => taken(ground, half, result, effect));
      for (const way of [...bad, ...optingOut(going, effect)])
        moves.push({ ...ended(world, work, way), surprise: true });
    }
    const ways = well(ground, world, effect, going.witness).map((result) =>
      onward(ground, world, work, index, going, result),
    );
    const [first, ...others] = ways as [Going, ...Going[]];
    moves.push(...others.map((way) => ended(world, work, way)));
    going = first;
    if (stops(going.results.at(-1))) break;
  }
  return [...moves, ended(world, work, going)];
}

/** What comes after it waits for a person. */
function stops(result: EffectResult | undefined): boolean {
  return result?.status === 'with-person' || result?.status === 'failed';
}

/** The results of work that was under way when something else happened: called off after any number of effects. */
export function lateResults(ground: Ground, world: World, work: Flight): Move[] {
  const moves: Move[] = [];
  let going: Going = { results: [], witness: world.witness, said: [] };
  for (let index = work.from; index < work.effects.length; index += 1) {
    const stopped = { ...going, results: [...going.results, { status: 'stopped' } as const] };
    moves.push(ended(world, work, { ...stopped, witness: halfDone(ground, work, index, going.witness) }));
    const [result] = well(ground, world, work.effects[index] as Effect, going.witness);
    going = onward(ground, world, work, index, going, result as EffectResult);
    if (stops(result)) break;
  }
  return [...moves, ended(world, work, going)];
}

interface Going {
  results: EffectResult[];
  witness: Witness;
  said: (() => string)[];
}

function ended({ at }: World, work: Flight, { results: all, witness, said }: Going): Move {
  return {
    at,
    says: () => said.map((words) => words()).join(', '),
    event: { type: 'performed', at, key: work.key, from: work.from, results: all },
    witness,
  };
}

function onward(
  ground: Ground,
  world: World,
  work: Flight,
  index: number,
  going: Going,
  result: EffectResult,
): Going {
  const effect = work.effects[index] as Effect;
  const said = [...going.said, () => worded(effect, result)];
  const all = { results: [...going.results, result], said };
  if (result.status !== 'done') return { ...all, witness: going.witness };
  return { ...all, witness: did(going.witness, deedOf(ground, world, work, index, result.deliveredAt)) };
}

function deedOf(ground: Ground, { at, state }: World, work: Flight, index: number, deliveredAt = at): Deed {
  const effect = work.effects[index] as Effect;
  return {
    effect,
    key: work.key,
    index,
    attempt: `${work.step} ${state.pass}`,
    at,
    deliveredAt,
    closing: effect.verb === 'send' && ground.closes(effect.name, effect.channel),
    words: wordsFor(effect).filter((word) => ground.words.has(word)),
  };
}

/** The gate refuses it because the contact has opted out. It stays so, on every channel. */
function optingOut(going: Going, effect: Effect): Going[] {
  if (!reaches(effect)) return [];
  return [
    {
      results: [...going.results, OPTED_OUT],
      witness: { ...going.witness, optedOut: true },
      said: [...going.said, () => `${subjectOf(effect)} is not wanted: the contact has opted out`],
    },
  ];
}

function taken(ground: Ground, going: Going, result: EffectResult, effect: Effect): Going {
  const { results: before, witness, said } = going;
  const seen = result.status === 'answered' ? replied(witness) : witness;
  return {
    results: [...before, result],
    witness: leftOut(seen, ground, effect),
    said: [...said, () => worded(effect, result)],
  };
}

/** What is left of a unit of which an act is done becomes a person's task when something stops it there. */
function halfDone(ground: Ground, { effects }: Flight, index: number, witness: Witness): Witness {
  const acted = effects.slice(0, index).some(({ verb }) => verb === 'act');
  const left = effects.slice(index).filter((effect) => effect.verb === 'act' && effect.unit !== undefined);
  return acted ? excused(ground, witness, left.flatMap(wordsFor)) : witness;
}

/** What did not come about, for a reason that the record has, is not missed: neither a note nor a last message. */
function leftOut(witness: Witness, ground: Ground, effect: Effect): Witness {
  if (effect.verb === 'note') return { ...witness, owesNote: false };
  const closing = effect.verb === 'send' && ground.closes(effect.name, effect.channel);
  return closing ? { ...witness, closed: 'excused' } : witness;
}

function well(ground: Ground, { at, state }: World, effect: Effect, witness: Witness): EffectResult[] {
  if (isUnwanted(witness, effect)) return [OPTED_OUT];
  const task = `${nameOf(effect)}:${state.position}:${at}`;
  switch (effect.verb) {
    case 'call':
      return [{ status: 'with-person', task, options: [...CALL_RESULTS] }];
    case 'task':
      return [{ status: 'with-person', task, options: ['done', NOT_POSSIBLE] }];
    case 'review':
      // A level that is switched to automatic sends its email by itself, and nobody need look at it.
      return [
        { status: 'with-person', task, options: ['done'], template: ground.program.levels[0]?.name ?? '' },
        { status: 'done' },
      ];
    case 'look-up':
      return classesOf(ground.program, effect.name).map((value) => ({ status: 'looked-up', value }));
    case 'send':
      return [{ status: 'done', deliveredAt: effect.channel === 'email' ? at + EMAIL_DELIVERED : at }];
    default:
      return [{ status: 'done' }];
  }
}

function notWell({ program }: Ground, { at, state }: World, effect: Effect): EffectResult[] {
  const failed: EffectResult = { status: 'failed', reason: 'unknown' };
  const irreversible = effect.verb === 'act' && effect.irreversible;
  const review = effect.verb === 'review';
  if (!reaches(effect) && !irreversible && !review) return [failed];
  const conditions = Object.keys(program.conditions).filter((condition) => condition !== 'case-withdrawn');
  const found: EffectResult[] =
    program.verify.length === 0 && !review
      ? []
      : [
          ...conditions.map((condition): EffectResult => ({ status: 'met', condition })),
          { status: 'to-check', reason: 'unreadable' },
        ];
  const stopped: EffectResult[] = [
    failed,
    { status: 'answered', replies: [`ledger-${at}`] },
    { status: 'not-now', reason: 'outside-hours', until: at + DAY },
    ...found,
  ];
  if (irreversible) return stopped;
  const byHand: EffectResult = {
    status: 'with-person',
    task: `by-hand:${nameOf(effect)}:${state.position}:${at}`,
    options: ['posted', 'not-possible'],
  };
  return [
    ...stopped,
    ...(program.verify.length > 0 ? [MADE_OUTSIDE] : []),
    ...(effect.verb === 'send' ? [byHand] : []),
  ];
}
