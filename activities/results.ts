import type { EffectResult } from '../domain/program/events.ts';
import type { Reason } from './reasons.ts';

/** Not done, and a person must look at it. */
export function needsPerson(reason: Reason): EffectResult {
  return { status: 'failed', reason };
}
