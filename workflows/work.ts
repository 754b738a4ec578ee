import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  isCancellation,
  log,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, PerformInput } from '../activities/contract.ts';
import { nameOf } from '../domain/program/evolve/effects.ts';
import type { EffectResult } from '../domain/program/events.ts';
import { isReopening } from '../domain/program/next.ts';
import type { Need } from '../domain/program/state.ts';
import { maybeHeard, turnAfter } from '../domain/program/turn.ts';
import { stateAfter, viewOf } from '../domain/program/view.ts';
import type { RunningCase } from './running.ts';

/** Short ledger work. It heals when the ledger is back; ten tries span about an hour, then a person sees the case stand. */
const { planDates, recordCase } = proxyActivities<Activities>({
  startToCloseTimeout: '20 seconds',
  scheduleToCloseTimeout: '2 hours',
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 3,
    maximumInterval: '15 minutes',
    maximumAttempts: 10,
  },
});

/**
 * A step talks to outside systems: several calls of at most 20 s each. The heartbeat notices a dead worker within 10 s.
 * Six tries (SND-9): what still fails then is a person's matter, not a reason to knock on a provider all night.
 */
const { performStep } = proxyActivities<Activities>({
  startToCloseTimeout: '90 seconds',
  heartbeatTimeout: '10 seconds',
  scheduleToCloseTimeout: '12 hours',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '5 seconds',
    backoffCoefficient: 4,
    maximumInterval: '30 minutes',
    maximumAttempts: 6,
  },
});

/** More messages than this do not come to a case while one step is done. */
const HEARD = 50;

const MINUTE = 60_000;

/** How long a case waits before it tells the ledger again what that did not take: twice as long each time, an hour at most. */
function recordAgainAfter(refused: number): number {
  return Math.min(60, 10 * 2 ** (refused - 1)) * MINUTE;
}

export async function planWork(running: RunningCase, need: Extract<Need, { need: 'plan' }>): Promise<void> {
  const { clock, steps, levels } = running.program;
  try {
    const plan = await planDates.executeWithOptions({ summary: 'dates by the calendar' }, [
      { program: { clock, steps, levels }, at: running.now(), ask: need.ask, previous: running.state.plan },
    ]);
    running.take({ type: 'planned', at: running.now(), plan });
  } catch (error) {
    log.error('the dates could not be planned', { error: String(error) });
    running.take({ type: 'planning-failed', at: running.now() });
  }
}

export async function recordWork(
  running: RunningCase,
  need: Extract<Need, { need: 'record' }>,
): Promise<void> {
  const { round, plan } = running.state;
  const view = viewOf(running.program, running.state);
  const { speaking } = running;
  const before = running.maybe;
  running.maybe = maybeHeard(before, speaking.turn);
  const summary = `record: ${need.changes.log.map((entry) => entry.what).join(', ') || 'the case as it stands'}`;
  try {
    const input = {
      caseId: workflowInfo().workflowId,
      at: running.now(),
      round,
      view,
      changes: need.changes,
      plan,
      hash: running.program.hash,
      speaking,
      state: { ...running.state, unrecorded: null, log: [] },
    };
    const outcome = await recordCase.executeWithOptions({ summary }, [input]);
    // An activity of an earlier release keeps no standing, and says nothing.
    running.maybe = outcome?.stands ? [] : before;
    if (outcome?.stands) running.heard = outcome.stands;
    running.take({ type: 'recorded', at: running.now(), changes: need.changes });
    running.refused = 0;
  } catch (error) {
    log.error('the ledger could not be brought up to date', { error: String(error) });
    running.refused += 1;
    running.show();
    const wait = recordAgainAfter(running.refused);
    await sleep(wait, { summary: 'the ledger does not take it; trying again' });
  }
}

/**
 * Has an activity do the current step. A reply, a hold or an end while it prepares calls it off; the activity then says
 * how far it came, because what a provider has been given can't be taken back.
 */
export async function performWork(
  running: RunningCase,
  need: Extract<Need, { need: 'perform' }>,
  rehearsal: boolean,
): Promise<void> {
  const summary = `${need.step}: ${need.effects.slice(need.from).map(nameOf).join(', ')}`;
  const before = running.maybe;
  running.maybe = maybeHeard(before, turnAfter(running.speaking.turn));
  const input = inputOf(running, need, rehearsal);
  const scope = new CancellationScope();
  let results: EffectResult[] | null = null;
  const work = scope
    .run(() => performStep.executeWithOptions({ summary }, [input]))
    .then(
      (outcome) => {
        results = outcome.results;
        if (outcome.stands) running.heard = outcome.stands;
        running.maybe = outcome.stands ? [] : before;
      },
      (error: unknown) => {
        const stopped = isCancellation(error) || (scope.consideredCancelled && !isForGood(need));
        if (!stopped) log.error('a step could not be done', { step: need.step, error: String(error) });
        results = [stopped ? { status: 'stopped' } : { status: 'failed', reason: 'activity-failed' }];
      },
    );
  const stops = () => !isReopening(need.key) && mustStop(running);
  await condition(() => results !== null || stops());
  if (results === null) scope.cancel();
  await work;
  running.take({
    type: 'performed',
    at: running.now(),
    key: need.key,
    from: need.from,
    results: results ?? [{ status: 'stopped' }],
  });
}

/**
 * Of what was called off and failed, the next try asks the intents of the last one, and a person who reads the reply has
 * one question to answer. Of an act that cannot be undone there may be no next try: whether it was done is asked at once.
 */
function isForGood({ effects, from }: Extract<Need, { need: 'perform' }>): boolean {
  return effects.slice(from).some((effect) => effect.verb === 'act' && effect.irreversible);
}

function mustStop(running: RunningCase): boolean {
  const { answered, held, outcome } = running.state;
  return answered !== null || held !== null || outcome !== null;
}

function inputOf(
  running: RunningCase,
  need: Extract<Need, { need: 'perform' }>,
  rehearsal: boolean,
): PerformInput {
  const { program, state } = running;
  const at = running.now();
  const after = stateAfter(program, state, need, at);
  return {
    caseId: workflowInfo().workflowId,
    round: state.round,
    pass: state.pass,
    key: need.key,
    step: need.step,
    from: need.from,
    effects: need.effects,
    attempt: need.attempt,
    slot: state.plan?.slots[need.step] ?? null,
    at,
    calendar: program.clock.calendar,
    rehearsal,
    facts: state.facts,
    warnings: state.warnings,
    approvals: state.approvals,
    heard: state.seen.slice(-HEARD),
    lastAttempt: state.lastAttempt,
    again: state.again,
    verify: program.verify,
    taskHours: program.taskHours,
    despiteReply: isReopening(need.key),
    ...(need.ends ? { ends: need.ends } : {}),
    view: viewOf(program, after),
    speaking: running.speaking,
    after: { ...after, log: [] },
  };
}
