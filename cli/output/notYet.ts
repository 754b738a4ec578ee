import { GATE_REASONS } from '../../domain/gate/reasons.ts';
import type { Stop } from '../../domain/gate/stops.ts';

/** Why what a task asks for is not to be done now, as the end of a sentence. */
export function whyNotYet(stopped: Stop): string {
  if (stopped === 'answered') return 'deal with the reply first';
  const sentence = GATE_REASONS[stopped];
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1, -1)}`;
}
