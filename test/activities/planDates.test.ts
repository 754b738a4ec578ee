import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlanInput } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import type { Plan } from '../../domain/program/plan.ts';
import { findCase } from '../../ledger/cases.ts';
import { type Desk, desk, environment, NOW } from './support/desk.ts';

describe('Planning dates', () => {
  let at: Desk;
  beforeAll(async () => {
    at = await desk();
  }, 60_000);
  afterAll(() => at.close());

  const input: PlanInput = {
    program: {
      clock: { calendar: 'desk', dayZero: 'opened', firstDay: 0, count: 'business-days', at: '09:00' },
      steps: [{ key: 'day-1', when: 'day', day: 1, attempt: true, warns: false }],
      levels: [],
    },
    at: NOW,
    ask: { kind: 'round', zero: NOW },
    previous: null,
  };
  const planning = (given: PlanInput, caseId: string): Promise<Plan> =>
    environment({ workflowExecution: { workflowId: caseId, runId: 'r' } }).run(
      (asked: PlanInput) => createActivities(at.deps).planDates(asked),
      given,
    );

  test('the dates go by the calendar, and the ledger keeps them for the messages that name them', async () => {
    const caseId = await at.open();
    const plan = await planning(input, caseId);
    expect(plan.slots['day-1']).toMatchObject({
      at: Date.parse('2026-03-11T16:00:00Z'),
      label: 'Wed 11 Mar 2026 09:00',
    });
    expect((await findCase(at.ledger, caseId))?.plan).toEqual(plan);
  });

  test('a clock that the calendar never shows is not asked again and again', async () => {
    const caseId = await at.open();
    const late = { ...input, program: { ...input.program, clock: { ...input.program.clock, at: '23:00' } } };
    await expect(planning(late, caseId)).rejects.toMatchObject({
      nonRetryable: true,
      type: 'FT-CAL-CLOCK-HOUR',
    });
  });
});
