import type { EffectResult } from '../../domain/program/events.ts';
import { type Claim, claimAgain, claimNew, type Content, type Wanted } from '../../ledger/claims.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { recordRefusal } from '../../ledger/decisions.ts';
import { readEvidence } from '../../ledger/evidence.ts';
import { markNotAccepted } from '../../ledger/intents.ts';
import { lockForContact, unlockContact } from '../../ledger/locks.ts';
import type { Intent } from '../../ledger/schema.ts';
import { calledOff } from '../attempt.ts';
import { LEASE } from '../deps.ts';
import { type Doing, wallNow } from '../doing.ts';
import { maySend } from '../gate/maySend.ts';
import type { Job } from './job.ts';
import { questionOf } from './question.ts';
import { needsPerson } from '../results.ts';

/** What is to go out: an intent that an earlier try left with its content, or a new one. */
export type Ready = { seen: Intent } | { id: string; content: Content };

export type Claimed<T> =
  | { claimed: Intent; started: T }
  /** The gate's no, or the case called the work off; null: another worker has it. */
  | { claimed: null; result: EffectResult | null };

/**
 * Passes the gate, claims the intent and starts the call, while news about the case and its contact waits. That lock
 * (ledger/locks.ts) makes the last look and the claim one moment: no reply, hold, opt-out or withdrawn approval can come
 * between them, nor between them and the call. `start` must begin the call at once and not wait for its answer.
 */
export async function claimAndStart<T>(
  doing: Doing,
  job: Job,
  ready: Ready,
  start: (intent: Intent) => T,
): Promise<Claimed<T>> {
  return doing.deps.ledger.connection().execute(async (connection) => {
    // A note tells what was done and is stopped by no news.
    if (job.kind === 'note') return passAndStart(connection, doing, job, ready, start);
    try {
      await lockForContact(connection, { caseId: doing.input.caseId, address: job.recipient });
      return await passAndStart(connection, doing, job, ready, start);
    } finally {
      // A connection that cannot unlock is broken, and the server drops its locks with it.
      await unlockContact(connection).catch(() => undefined);
    }
  });
}

async function passAndStart<T>(
  connection: Ledger,
  doing: Doing,
  job: Job,
  ready: Ready,
  start: (intent: Intent) => T,
): Promise<Claimed<T>> {
  const passed = await throughGate(connection, doing, job, ready);
  if (!passed.claimed) return passed;
  if (calledOff()) {
    await markNotAccepted(connection, passed.claimed.id, 'planned', 'stopped');
    return { claimed: null, result: { status: 'stopped' } };
  }
  return { claimed: passed.claimed, started: start(passed.claimed) };
}

type Passed = { claimed: Intent } | { claimed: null; result: EffectResult | null };

async function throughGate(connection: Ledger, doing: Doing, job: Job, ready: Ready): Promise<Passed> {
  const { question, asked } = questionOf(doing, job);
  const evidence = await readEvidence(connection, question);
  if (!evidence) return { claimed: null, result: needsPerson('case-unknown') };
  const decision = maySend(asked, evidence);
  const { caseId, round, pass, key, localDay } = question;
  const { allowed, rule } = decision;
  const told = { caseId, round, pass, key, effect: job.index, at: asked.now, allowed, rule };
  if (!decision.allowed) {
    const intentId = 'seen' in ready ? ready.seen.id : null;
    await recordRefusal(connection, { ...told, intentId, reason: decision.reason });
    return { claimed: null, result: decision.result };
  }
  const byHand = job.way.by === 'hand';
  const claim: Claim = {
    at: asked.now,
    leaseUntil: byHand ? null : wallNow(doing.deps) + (doing.deps.lease ?? LEASE),
    localDay,
    decision: { ...told, reason: null },
  };
  const claimed =
    'seen' in ready
      ? await claimAgain(connection, ready.seen, claim)
      : await claimNew(connection, wanted(doing, job, ready), {
          ...claim,
          state: byHand ? 'with-person' : 'sending',
        });
  return claimed ? { claimed } : { claimed: null, result: null };
}

function wanted({ input }: Doing, job: Job, ready: { id: string; content: Content }): Wanted {
  return {
    ...ready,
    caseId: input.caseId,
    round: input.round,
    pass: input.pass,
    key: input.key,
    effect: job.index,
    verb: job.verb,
    channel: job.channel,
    name: job.name,
    recipient: job.recipient,
    attempt: input.attempt && job.kind === 'contact',
    warnsOf: job.warnsOf,
    connector: job.way.by === 'hand' ? 'by-hand' : job.way.port.connector,
  };
}
