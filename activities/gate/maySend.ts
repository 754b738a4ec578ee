import type { Evidence } from '../../ledger/evidence.ts';
import type { Asked, Decision } from './asked.ts';
import { RULES } from './rules.ts';

/**
 * The one decision point that every contact, note and act passes, right before it is done (SND-6). Staff's "send now"
 * passes it too. Reads nothing: the evidence was read in the transaction that claims the intent.
 */
export function maySend(asked: Asked, evidence: Evidence): Decision {
  for (const rule of RULES) {
    if (!rule.applies.includes(asked.kind)) continue;
    const refusal = rule.check(asked, evidence);
    if (refusal) return { allowed: false, rule: rule.id, ...refusal };
  }
  return { allowed: true, rule: 'all' };
}
