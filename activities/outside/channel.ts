import type { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { afterFailure } from '../../domain/breaker/breaker.ts';
import { USUAL_BREAKER } from '../../domain/breaker/rules.ts';
import { attemptKey, type Decision } from '../../domain/gate/asked.ts';
import type { GateReason } from '../../domain/gate/reasons.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { changeBreaker } from '../../ledger/channels/breakers.ts';
import { caseNow, type Doing, wallNow } from '../doing.ts';
import { type Job, roadOfJob } from './job.ts';
import { again } from './trouble.ts';

/** What says that the channel, or all behind it, is in trouble. Any other answer shows that somebody is there. */
const SPEAKS_AGAINST = ['retry', 'ambiguous'];

/** The channel works again. Only asked where it had failed before, so that a healthy one costs nothing. */
export async function channelWorks(doing: Doing, job: Job): Promise<void> {
  if (doing.input.rehearsal) return;
  await quietly(changeBreaker(doing.deps.ledger, roadOfJob(job), () => null));
}

/** Counts a failure against the channel, over all cases and workers (SND-12). */
export async function channelAnswered(
  doing: Doing,
  job: Job,
  error: ConnectorError,
  failing: boolean,
): Promise<void> {
  const { deps, input } = doing;
  if (input.rehearsal) return;
  if (!SPEAKS_AGAINST.includes(error.verdict.class)) return failing ? channelWorks(doing, job) : undefined;
  const given = {
    attempt: attemptKey(input),
    at: wallNow(deps),
    reason: error.verdict.reason,
    retryAfter: error.retryAfter,
  };
  const rules = deps.breaker ?? USUAL_BREAKER;
  await quietly(changeBreaker(deps.ledger, roadOfJob(job), (known) => afterFailure(known, given, rules)));
}

/** How the message fared is on record whatever becomes of the count. */
async function quietly(counting: Promise<void>): Promise<void> {
  await counting.catch(() => undefined);
}

/** What ends without anybody deciding about the case. */
const PASSES: readonly GateReason[] = ['channel-off', 'channel-failing', 'mail-unread'];

/**
 * What is done at the opening has no dates that could be planned anew: it waits for its channel by being tried again, and
 * only then is a person's matter. Null: the gate's own answer holds.
 */
export function waitingFor(
  doing: Doing,
  decision: Extract<Decision, { allowed: false }>,
): EffectResult | null {
  const { reason, until } = decision;
  if (doing.input.slot || until === null) return null;
  if (!PASSES.includes(reason)) return null;
  return again(doing, reason, until - caseNow(doing));
}
