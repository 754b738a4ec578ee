import type { Answers } from './answers.ts';
import type { Finding } from './finding.ts';

/** A check-in that was handed in ends the case at every point (section 3 of the SOPs). */
export function judgeCheckIn({ handedIn }: Answers['check-in']): Finding {
  return handedIn ? { finding: 'met', condition: 'checked-in' } : { finding: 'clear' };
}
