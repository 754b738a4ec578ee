import type { EffectResult } from '../domain/program/events.ts';
import { LedgerUnavailable } from '../ledger/errors.ts';
import { beating, calledOff } from './attempt.ts';
import type { PerformInput, PerformOutcome } from './contract.ts';
import type { Deps } from './deps.ts';
import { beginDoing, type Doing } from './doing.ts';
import { act } from './effects/act.ts';
import { call } from './effects/call.ts';
import { lookUp } from './effects/lookUp.ts';
import { post } from './effects/post.ts';
import { review } from './effects/review.ts';
import { send } from './effects/send.ts';
import { task } from './effects/task.ts';
import { again } from './outside/trouble.ts';
import { needsPerson } from './results.ts';

/**
 * Does the effects of a step one after the other and stops at the first that is neither done nor skipped. After a skipped
 * message it stops as well: the case leaves out what would speak of it.
 */
export async function performStep(deps: Deps, input: PerformInput): Promise<PerformOutcome> {
  return beating(async () => {
    const doing = await beginDoing(deps, input);
    if (!doing) return { results: [needsPerson('case-unknown')] };
    const results: EffectResult[] = [];
    for (let index = input.from; index < input.effects.length; index += 1) {
      const result = await doEffect(doing, index);
      results.push(result);
      if (result.status !== 'done') doing.asForeseen = false;
      const message = input.effects[index]?.verb === 'send';
      if (GOES_ON.includes(result.status) && !(message && result.status === 'skipped')) continue;
      break;
    }
    return { results, ...(doing.stands ? { stands: doing.stands } : {}) };
  });
}

const GOES_ON: EffectResult['status'][] = ['done', 'skipped', 'looked-up'];

async function doEffect(doing: Doing, index: number): Promise<EffectResult> {
  if (calledOff()) return { status: 'stopped' };
  const effect = doing.input.effects[index];
  try {
    switch (effect?.verb) {
      case 'send':
        return await send(doing, index, effect);
      case 'note':
        return await post(doing, index, effect, null);
      case 'act':
        return await act(doing, index, effect);
      case 'call':
        return await call(doing, index, effect);
      case 'tell':
        return await post(doing, index, effect, effect.role);
      case 'review':
        return await review(doing, index, effect);
      case 'look-up':
        return await lookUp(doing, index, effect);
      case 'task':
        return await task(doing, index, effect);
      case undefined:
        throw new Error(`step ${doing.input.key} has no effect ${index}`);
    }
  } catch (error) {
    if (error instanceof LedgerUnavailable) return again(doing, 'ledger-unavailable', null);
    throw error;
  }
}
