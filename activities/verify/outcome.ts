import type { EffectResult } from '../../domain/program/events.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Circumstances, Finding, Named } from '../../domain/verify/finding.ts';
import { ASK_AGAIN_AFTER, LOOKED_BY_HAND_FOR, UNREADABLE_FOR } from '../../domain/verify/fresh.ts';
import type { NameHistory } from '../../ledger/lookups/looked.ts';
import type { Reason } from '../reasons.ts';
import { needsPerson } from '../results.ts';

type Moment = Pick<Circumstances, 'kind' | 'now'>;

/**
 * What an unreadable system means now. A person who has just looked by hand stands in for it. One that nobody has
 * connected is asked by hand right before an irreversible act, and only then (section 3 of the SOPs).
 */
export function weighed(finding: Finding, history: NameHistory | undefined, { kind, now }: Moment): Finding {
  if (finding.finding !== 'unreadable') return finding;
  if (finding.why === 'by-hand' && kind === 'contact') return { finding: 'clear' };
  const byHand = history?.byHandAt ?? null;
  return byHand !== null && now - byHand <= LOOKED_BY_HAND_FOR[kind] ? { finding: 'clear' } : finding;
}

/**
 * What the verdict means for the step; null: go on.
 * @param unreadableSince since when the system of an unreadable verdict has not been readable
 * @param dated the step has dates, so that it can be put off
 */
export function outcomeOf(
  verdict: Named,
  { kind, now }: Moment,
  unreadableSince: Instant | null,
  dated: boolean,
): EffectResult | null {
  const putOff = (reason: Reason, until: Instant): EffectResult =>
    dated ? { status: 'not-now', reason, until } : needsPerson(reason);
  switch (verdict.finding) {
    case 'clear':
      return null;
    case 'met':
      return { status: 'met', condition: verdict.condition };
    case 'hold':
      return { status: 'to-check', reason: verdict.reason };
    case 'discrepancy':
      return { status: 'to-check', reason: 'discrepancy' };
    case 'made-outside':
      return { status: 'skipped', reason: 'made-outside' };
    case 'already-contacted':
      return putOff('contacted-outside', verdict.until);
    case 'unreadable': {
      const long = now - (unreadableSince ?? now) >= UNREADABLE_FOR;
      return kind === 'irreversible-act' || long || !dated
        ? { status: 'to-check', reason: 'not-readable' }
        : putOff('not-readable', now + ASK_AGAIN_AFTER);
    }
  }
}
