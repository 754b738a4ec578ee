import {
  proxyActivities,
  setCurrentDetails,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { ATTRIBUTES } from '../workflows/attributes.ts';
import type { BareActivities } from './bareActivities.ts';

const { send } = proxyActivities<BareActivities>({
  startToCloseTimeout: '90 seconds',
  retry: { maximumAttempts: 6 },
});

/**
 * What a careful engineer writes by hand for three follow-ups: the same timers, the same sends and the same act, the
 * same search attributes (those of the first wait are set by the start), and nothing else. No reply, no hold, no gate:
 * the floor to measure ourselves against.
 */
export async function bare({ dues }: { dues: number[] }): Promise<string> {
  const { workflowId: caseId } = workflowInfo();
  const { status, waitingOn, nextStepAt, attempts, outcome } = ATTRIBUTES;
  for (const [index, due] of dues.entries()) {
    const name = `follow-up-${index + 1}`;
    setCurrentDetails(`waiting for ${name}`);
    await sleep(due - Date.now(), { summary: `step: ${name}` });
    const next = dues[index + 1];
    await send.executeWithOptions({ summary: name }, [{ caseId, name, resolve: next === undefined }]);
    if (next === undefined) break;
    upsertSearchAttributes([
      { key: waitingOn, value: `step:follow-up-${index + 2}` },
      { key: nextStepAt, value: new Date(next) },
      { key: attempts, value: index + 1 },
    ]);
  }
  upsertSearchAttributes([
    { key: status, value: 'closed' },
    { key: waitingOn, value: null },
    { key: nextStepAt, value: null },
    { key: outcome, value: 'ended' },
    { key: attempts, value: dues.length },
  ]);
  setCurrentDetails('closed: ended');
  return 'ended';
}
