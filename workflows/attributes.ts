import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type TypedSearchAttributes,
} from '@temporalio/common';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { CaseView } from '../domain/program/view.ts';

/** What Temporal's lists can be filtered by. Never encoded by any codec, so never personal (SRV-9). */
export const ATTRIBUTES = {
  procedure: defineSearchAttributeKey('Procedure', SearchAttributeType.KEYWORD),
  owner: defineSearchAttributeKey('OwnerRole', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('CaseStatus', SearchAttributeType.KEYWORD),
  waitingOn: defineSearchAttributeKey('WaitingOn', SearchAttributeType.KEYWORD),
  outcome: defineSearchAttributeKey('Outcome', SearchAttributeType.KEYWORD),
  nextStepAt: defineSearchAttributeKey('NextStepAt', SearchAttributeType.DATETIME),
  attempts: defineSearchAttributeKey('Attempts', SearchAttributeType.INT),
} as const;

const TYPE_NAMES = { KEYWORD: 'Keyword', DATETIME: 'Datetime', INT: 'Int' } as const;

/** Name → type, as the server registers them. */
export const SEARCH_ATTRIBUTE_TYPES = Object.fromEntries(
  Object.values(ATTRIBUTES).map(({ name, type }) => [name, TYPE_NAMES[type]]),
);

/** The pairs that differ from what Temporal shows now; null values take an attribute away. */
export function changedAttributes(shown: TypedSearchAttributes, view: CaseView): SearchAttributeUpdatePair[] {
  const pairs: SearchAttributeUpdatePair[] = [];
  const { status, waitingOn, outcome, nextStepAt, attempts } = ATTRIBUTES;
  if (shown.get(status) !== view.status) pairs.push({ key: status, value: view.status });
  if ((shown.get(waitingOn) ?? null) !== view.waitingOn)
    pairs.push({ key: waitingOn, value: view.waitingOn });
  if ((shown.get(outcome) ?? null) !== view.outcome) pairs.push({ key: outcome, value: view.outcome });
  if ((shown.get(attempts) ?? 0) !== view.attempts) pairs.push({ key: attempts, value: view.attempts });
  const due = shown.get(nextStepAt)?.getTime() ?? null;
  if (due !== view.nextAt) {
    pairs.push({ key: nextStepAt, value: view.nextAt === null ? null : new Date(view.nextAt) });
  }
  return pairs;
}
