import type { Intent } from '../../ledger/schema.ts';
import type { Doing } from '../doing.ts';
import type { Job } from './job.ts';

/**
 * What earlier tries have left of this effect. One that has gone out, or may have, counts whatever the address was: a
 * corrected address must not turn one message into two.
 */
export function seenBefore({ intents }: Doing, job: Job): Intent | null {
  const ofEffect = intents.filter((intent) => intent.effect === job.index);
  const out = ofEffect.find(({ state }) => state !== 'planned' && state !== 'refused');
  return out ?? ofEffect.find(({ recipient }) => recipient === job.recipient) ?? null;
}
