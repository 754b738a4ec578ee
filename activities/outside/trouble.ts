import { ApplicationFailure } from '@temporalio/activity';
import type { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { markNotAccepted } from '../../ledger/intents.ts';
import type { Intent } from '../../ledger/schema.ts';
import { addOptOut } from '../../ledger/contactRules/consents.ts';
import { addSuppression } from '../../ledger/suppressions.ts';
import { switchOff } from '../../ledger/switches.ts';
import { lastChance } from '../attempt.ts';
import { RELAY_WAITS, SETTLING } from '../deps.ts';
import { caseNow, type Doing, wallNow } from '../doing.ts';
import { REASONS, type Reason } from '../reasons.ts';
import { type Job, roadOfJob } from './job.ts';
import { needsPerson } from '../results.ts';

const HOUR = 60 * 60 * 1000;
/** A mailbox that stays full for this long is a person's matter. */
const FULL_FOR = 72 * HOUR;
const LATER = 4 * HOUR;

/**
 * The other side did not take it: keeps why, and says how it goes on. What can be tried again soon is thrown, so that
 * Temporal retries; everything else is a result.
 */
export async function recordTrouble(
  doing: Doing,
  job: Job,
  intent: Intent,
  error: ConnectorError,
): Promise<EffectResult> {
  const { verdict, detail } = error;
  const keep = (state: 'planned' | 'unknown' | 'refused') =>
    markNotAccepted(doing.deps.ledger, intent.id, state, verdict.reason, detail);
  switch (verdict.class) {
    case 'retry':
      await keep('planned');
      return again(doing, verdict.reason, delayOf(doing, intent, error));
    case 'ambiguous':
      await keep('unknown');
      // What can be looked for is looked for before a person is asked (SND-2).
      if (job.way.by === 'port' && job.way.port.find)
        return again(doing, 'ambiguous', settlingOf(doing).every);
      if (!error.repeatable || (job.way.by === 'port' && !job.way.port.repeatable))
        return needsPerson('ambiguous');
      return again(doing, 'ambiguous', delayOf(doing, intent, error));
    case 'retry-later':
      await keep('planned');
      return later(doing, intent, verdict.reason);
    case 'permanent-recipient':
    case 'opt-out':
      await refuse(doing, job, intent, error);
      return needsPerson(verdict.class === 'opt-out' ? 'opted-out' : 'address-refused');
    case 'permanent-config':
      await keep('refused');
      if (verdict.stopsChannel && !doing.input.rehearsal)
        await switchOff(
          doing.deps.ledger,
          roadOfJob(job),
          verdict.reason,
          'followthrough',
          wallNow(doing.deps),
        );
      return needsPerson(verdict.reason);
    case 'unknown':
    case 'done':
      await keep('refused');
      return needsPerson(verdict.reason);
  }
}

/** The address takes nothing: no case tries it again until a person corrects or clears it. */
async function refuse(
  doing: Doing,
  job: Job,
  intent: Intent,
  { verdict, detail }: ConnectorError,
): Promise<void> {
  const reason = verdict.class === 'opt-out' ? 'opted-out' : verdict.reason;
  await doing.deps.ledger.transaction().execute(async (tx) => {
    await markNotAccepted(tx, intent.id, 'refused', reason, detail);
    if (doing.input.rehearsal || job.kind !== 'contact') return;
    const at = wallNow(doing.deps);
    if (reason !== 'opted-out') return addSuppression(tx, job.channel, intent.recipient, reason, at);
    const { recipient: address, connector } = intent;
    const said = { source: connector ?? 'provider', evidence: detail, by: 'followthrough', at };
    await addOptOut(tx, { address, channel: job.channel, purpose: null, reason, ...said });
  });
}

export function settlingOf({ deps }: Doing): { every: number; within: number } {
  return deps.settling ?? SETTLING;
}

/** Another attempt by Temporal, or the result if there is none. */
export function again(doing: Doing, reason: Reason, delay: number | null): EffectResult {
  if (lastChance(wallNow(doing.deps), doing.input.rehearsal, delay)) return needsPerson(reason);
  // The message goes into Temporal's history: a sentence of ours, never the other side's words.
  throw ApplicationFailure.create({
    message: REASONS[reason],
    type: reason,
    ...(delay === null ? {} : { nextRetryDelay: delay }),
  });
}

/** What the other side asks for wins; a relay is given time; otherwise the retry policy of the workflow decides. */
function delayOf(doing: Doing, intent: Intent, error: ConnectorError): number | null {
  if (error.retryAfter !== null) return error.retryAfter;
  if (intent.connector !== 'smtp' || error.verdict.class !== 'retry') return null;
  const [first, then] = doing.deps.relayWaits ?? RELAY_WAITS;
  const wait = intent.tries <= 1 ? first : then;
  // Spread out, so that many cases do not come back in the same second.
  return Math.round(wait * (1 + Math.random() / 5));
}

function later(doing: Doing, intent: Intent, reason: Reason): EffectResult {
  const now = caseNow(doing);
  if (now - intent.created_at >= FULL_FOR || !doing.input.slot) return needsPerson(reason);
  return { status: 'not-now', reason, until: now + LATER };
}
