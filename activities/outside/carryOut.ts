import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { Change, Receipt } from '../../connectors/ports.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { MessageError } from '../../domain/messages/errors.ts';
import { contentOf, markNotAccepted, newIntentId } from '../../ledger/intents.ts';
import type { Intent } from '../../ledger/schema.ts';
import { caseNow, type Doing, wallNow } from '../doing.ts';
import { handToPerson, withPerson } from './byHand.ts';
import { claimAndStart, type Prepared } from './claim.ts';
import { channelAnswered, channelWorks } from './channel.ts';
import { contentFor } from './content.ts';
import type { Job } from './job.ts';
import { recordDone, recordSkipped } from './record.ts';
import { seenBefore } from './seen.ts';
import { again, recordTrouble, settlingOf } from './trouble.ts';
import type { Reason } from '../reasons.ts';
import { needsPerson } from '../results.ts';

/** The call is under way; how it ends is looked at when news may come in again. */
type Call = Promise<{ receipt: Receipt } | { error: unknown }>;

/**
 * Does one thing outside, at most once as far as anybody can tell: intent, gate, bytes, call, record (SND-1). Every
 * retry finds the intent and goes on from what it says.
 */
export async function carryOut(doing: Doing, job: Job): Promise<EffectResult> {
  const seen = seenBefore(doing, job);
  const settled = seen ? await alreadySettled(doing, job, seen) : null;
  if (settled) return settled;
  const lookedAt = wallNow(doing.deps);
  const stopped = await verified(doing, job);
  if (stopped) return stopped;
  const ready = await makeReady(doing, job, seen);
  if ('status' in ready) return ready;
  const body = 'content' in ready ? ready.content.body : await bytesOf(doing, ready.seen);
  const known = await lookedUp(doing, job, ready, body);
  const outcome = await claimAndStart(doing, job, { ...ready, lookedAt }, (intent) =>
    start(doing, job, intent, { body, known }),
  );
  if (!outcome.claimed) {
    if (outcome.result === null) return again(doing, 'in-flight', null);
    if (outcome.result.status === 'skipped') await recordSkipped(doing, job.index, outcome.result.reason);
    return outcome.result;
  }
  if (job.way.by === 'hand') return handToPerson(doing, job, outcome.claimed);
  return finish(doing, job, outcome.claimed, { ended: await outcome.started, failing: outcome.failing });
}

/** Right before every contact and every irreversible act the evidence is read again; null: the reason still stands. */
async function verified(doing: Doing, job: Job): Promise<EffectResult | null> {
  if (job.kind !== 'contact' && job.kind !== 'irreversible-act') return null;
  const found = (await doing.deps.verify?.(doing, job.kind)) ?? null;
  if (found?.status === 'skipped') await recordSkipped(doing, job.index, found.reason);
  return found;
}

/** The result when there is nothing to be done any more, or nothing now. */
async function alreadySettled(doing: Doing, job: Job, seen: Intent): Promise<EffectResult | null> {
  switch (seen.state) {
    case 'accepted':
      return seen.verb === 'send' && seen.delivered_at !== null
        ? { status: 'done', deliveredAt: seen.delivered_at }
        : { status: 'done' };
    case 'refused':
      return { status: 'failed', reason: seen.reason ?? 'unknown-answer' };
    case 'with-person':
      return withPerson(doing, job, seen);
    case 'sending': {
      const left = (seen.lease_until ?? 0) - wallNow(doing.deps);
      return left > 0 ? again(doing, 'in-flight', left) : parkUnlessRepeatable(doing, job, seen);
    }
    case 'unknown':
      return parkUnlessRepeatable(doing, job, seen);
    case 'planned':
      return sameConnector(job, seen) ? null : givenUp(doing, seen);
  }
}

/** Its bytes were made for another connector. Nothing went out, so trying again makes a new message. */
async function givenUp(doing: Doing, seen: Intent): Promise<EffectResult> {
  await markNotAccepted(doing.deps.ledger, seen.id, 'refused', 'connector-changed');
  return needsPerson('connector-changed');
}

function sameConnector({ way }: Job, seen: Intent): boolean {
  return way.by === 'port' && way.port.connector === seen.connector;
}

/** It may have gone out. A receiver that can tell a repetition gets it again; with any other a person decides. */
async function parkUnlessRepeatable(doing: Doing, job: Job, seen: Intent): Promise<EffectResult | null> {
  if (job.way.by === 'port' && job.way.port.repeatable && sameConnector(job, seen)) return null;
  const settled = await settle(doing, job, seen);
  if (settled) return settled;
  await markNotAccepted(doing.deps.ledger, seen.id, 'unknown', 'ambiguous');
  return needsPerson('ambiguous');
}

/**
 * Looks for it at the other side, for a while: what is found had gone out. Never sends it again; null: nobody can tell.
 */
async function settle(doing: Doing, job: Job, seen: Intent): Promise<EffectResult | null> {
  const { way } = job;
  if (way.by !== 'port' || !way.port.find || !sameConnector(job, seen)) return null;
  const { id, case_id: caseId, recipient: to } = seen;
  const since = seen.started_at ?? seen.created_at;
  const found = await way.port
    .find({ id, caseId, to, since, body: await bytesOf(doing, seen) })
    .catch((error: unknown) => {
      if (error instanceof ConnectorError) return null;
      throw error;
    });
  if (found) return recordDone(doing, job, seen, found.providerId);
  const { every, within } = settlingOf(doing);
  if (wallNow(doing.deps) - since >= within) return null;
  await markNotAccepted(doing.deps.ledger, id, 'unknown', 'ambiguous');
  return again(doing, 'ambiguous', every);
}

/** The stored bytes go out, also on a retry. New ones are written only where none are. */
async function makeReady(doing: Doing, job: Job, seen: Intent | null): Promise<Prepared | EffectResult> {
  if (seen) return { seen };
  const id = newIntentId();
  try {
    return { id, content: await contentFor(job, id, caseNow(doing)) };
  } catch (error) {
    if (error instanceof MessageError)
      return needsPerson(LACKS[error.variable ?? ''] ?? 'message-not-written');
    throw error;
  }
}

/** What the house has to configure before the message can be written; the gate asks for it once more. */
const LACKS: Readonly<Record<string, Reason>> = {
  'postal-address': 'no-postal-address',
  'unsubscribe-link': 'no-unsubscribe-link',
};

async function bytesOf(doing: Doing, intent: Intent): Promise<Buffer> {
  if (intent.content_hash === null) throw new Error(`intent ${intent.id} has no content`);
  return (await contentOf(doing.deps.ledger, intent.content_hash)).body;
}

/**
 * What must be looked up at the other side comes before the gate: with the claim the change itself begins, and no news
 * comes between them. What the look has found wrong is told as the call's own end. Null: there is nothing to look up.
 */
async function lookedUp(
  doing: Doing,
  { way, recipient: to }: Job,
  ready: Prepared,
  body: Buffer,
): Promise<Change | null> {
  if (way.by !== 'port' || !way.port.ready) return null;
  const id = 'seen' in ready ? ready.seen.id : ready.id;
  try {
    return await way.port.ready({ id, caseId: doing.input.caseId, to, body });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return async () => {
      throw error;
    };
  }
}

function start(
  doing: Doing,
  job: Job,
  intent: Intent,
  { body, known }: { body: Buffer; known: Change | null },
): Call {
  const { way } = job;
  if (way.by === 'hand') return Promise.resolve({ receipt: { providerId: null } });
  const call = async () => {
    if (doing.deps.failpoint) await doing.deps.failpoint('before-the-call', intent.id);
    if (known) return known();
    return way.port.deliver({ id: intent.id, caseId: intent.case_id, to: intent.recipient, body });
  };
  return call().then(
    (receipt) => ({ receipt }),
    (error: unknown) => ({ error }),
  );
}

async function finish(
  doing: Doing,
  job: Job,
  intent: Intent,
  { ended, failing }: { ended: Awaited<Call>; failing: boolean },
): Promise<EffectResult> {
  if ('receipt' in ended) {
    await doing.deps.failpoint?.('after-the-call', intent.id);
    const done = await recordDone(doing, job, intent, ended.receipt.providerId);
    if (failing) await channelWorks(doing, job);
    return done;
  }
  if (ended.error instanceof ConnectorError) {
    try {
      return await recordTrouble(doing, job, intent, ended.error);
    } finally {
      await channelAnswered(doing, job, ended.error, failing);
    }
  }
  // Our own fault: what became of the call is not known, so the intent stays claimed and the retry finds it ambiguous.
  throw ended.error;
}
