import { proxyActivities, setCurrentDetails, sleep, upsertSearchAttributes } from '@temporalio/workflow';
import { ATTRIBUTES } from '../workflows/attributes.ts';
import type { BareActivities } from './bareActivities.ts';

const { send } = proxyActivities<BareActivities>({
  startToCloseTimeout: '90 seconds',
  retry: { maximumAttempts: 6 },
});

/**
 * What a careful engineer writes by hand for three follow-ups: the same timers, the same sends and acts, the same search
 * attributes, and nothing else. No reply, no hold, no ledger gate: the floor to measure ourselves against.
 */
export async function bare(input: { dues: number[] }): Promise<string> {
  const { status, waitingOn, nextStepAt, attempts, outcome } = ATTRIBUTES;
  for (const [index, due] of input.dues.entries()) {
    upsertSearchAttributes([
      { key: waitingOn, value: `step:${index}` },
      { key: nextStepAt, value: new Date(due) },
      { key: attempts, value: index },
    ]);
    setCurrentDetails(`waiting for follow-up ${index + 1}`);
    await sleep(due - Date.now(), { summary: `step: ${index}` });
    const last = index === input.dues.length - 1;
    await send.executeWithOptions({ summary: `follow-up ${index + 1}` }, [
      { name: `follow-up-${index + 1}`, resolve: last },
    ]);
  }
  upsertSearchAttributes([
    { key: status, value: 'closed' },
    { key: waitingOn, value: null },
    { key: nextStepAt, value: null },
    { key: outcome, value: 'ended' },
    { key: attempts, value: input.dues.length },
  ]);
  return 'ended';
}
