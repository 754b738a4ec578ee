import type { Instant } from '../../domain/program/program.ts';
import type { Reason } from '../reasons.ts';
import type { Asked, Refusal } from './asked.ts';
import { needsPerson } from '../results.ts';

/** A person must look at it. */
export function failed(reason: Reason): Refusal {
  return { reason, result: needsPerson(reason) };
}

/**
 * It passes by itself: the step is planned anew from then. A step without dates (what is done at the opening) cannot
 * be, so a person looks at that one.
 */
export function notNow(asked: Asked, reason: Reason, until: Instant): Refusal {
  return asked.work.slot ? { reason, result: { status: 'not-now', reason, until } } : failed(reason);
}
