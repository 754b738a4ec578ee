import { wordsFor } from '../procedure/ownRules.ts';
import type { Instant } from '../program/program.ts';
import type { Ground } from './moves/move.ts';
import { type Deed } from './witness.ts';
import type { World } from './world.ts';

/**
 * The effect at which a case stands, done now.
 * @param deliveredAt null: it was tried and reached nobody
 * @returns null when it does not stand at work
 */
export function deedAt(ground: Ground, { state, at }: World, deliveredAt: Instant | null): Deed | null {
  const operation = ground.program.operations[state.position];
  const effect = operation?.op === 'perform' ? operation.effects[state.progress] : undefined;
  if (operation?.op !== 'perform' || !effect) return null;
  return {
    effect,
    key: operation.key,
    index: state.progress,
    attempt: `${operation.step} ${state.pass}`,
    at,
    deliveredAt,
    closing: effect.verb === 'send' && ground.closes(effect.name, effect.channel),
    words: wordsFor(effect).filter((word) => ground.words.has(word)),
  };
}
