import type { Allowance, Asked, Decision } from './asked.ts';
import type { Evidence } from './evidence.ts';
import { RULES } from './rules.ts';

/**
 * The one decision point that every contact, note and act passes, right before it is done (SND-6, LAW-1). Staff's "send
 * now" and "may I call" pass it too. Reads nothing: the evidence was read in the transaction that claims the intent.
 */
export function maySend(asked: Asked, evidence: Evidence): Decision {
  const used: Allowance[] = [];
  for (const rule of RULES) {
    if (!rule.applies.includes(asked.kind)) continue;
    const refusal = rule.check(asked, evidence);
    if (!refusal) continue;
    const allowance = rule.canBeAllowed && evidence.allowances.find((given) => given.rule === rule.id);
    if (!allowance) return { allowed: false, rule: rule.id, ...refusal };
    used.push(allowance);
  }
  return { allowed: true, rule: used.map(({ rule }) => rule).join('+') || 'all', allowances: used };
}
