import type { EffectResult } from '../../domain/program/events.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { recordDecision } from '../../ledger/decisions.ts';
import { readEvidence } from '../../ledger/evidence.ts';
import { claimAgain, claimNew, type Content, markNotAccepted } from '../../ledger/intents.ts';
import { lockForContact, unlockContact } from '../../ledger/locks.ts';
import type { Intent } from '../../ledger/schema.ts';
import { calledOff } from '../attempt.ts';
import { LEASE } from '../deps.ts';
import { caseNow, type Doing, wallNow } from '../doing.ts';
import { maySend } from '../gate/maySend.ts';
import type { Job } from './job.ts';
import { questionOf } from './question.ts';
import { needsPerson } from '../results.ts';

/** What is to go out: an intent that an earlier try left with its content, or a new one. */
export type Ready = { seen: Intent } | { id: string; content: Content };

export type Claimed<T> =
  | { claimed: Intent; started: T }
  /** The gate's answer, or the case called the work off. */
  | { claimed: null; result: EffectResult }
  /** Another worker has it. */
  | { claimed: null; result: null };

/**
 * Passes the gate and claims the intent in one transaction, then starts the call while news about the case still waits
 * (ledger/locks.ts). `start` must begin the call at once and not wait for its answer.
 */
export async function claimAndStart<T>(
  doing: Doing,
  job: Job,
  ready: Ready,
  start: (intent: Intent) => T,
): Promise<Claimed<T>> {
  return doing.deps.ledger.connection().execute(async (connection) => {
    const locked = job.kind === 'note' ? {} : { caseId: doing.input.caseId, address: job.recipient };
    try {
      const passed = await connection.transaction().execute(async (tx) => {
        await lockForContact(tx, locked);
        return throughGate(tx, doing, job, ready);
      });
      if (!passed.claimed) return passed;
      if (calledOff()) {
        await markNotAccepted(connection, passed.claimed.id, 'planned', 'stopped');
        return { claimed: null, result: { status: 'stopped' } as const };
      }
      return { claimed: passed.claimed, started: start(passed.claimed) };
    } finally {
      // A connection that cannot unlock is broken, and the server drops its locks with it.
      if (job.kind !== 'note') await unlockContact(connection).catch(() => undefined);
    }
  });
}

async function throughGate(tx: Ledger, doing: Doing, job: Job, ready: Ready) {
  const { question, asked } = questionOf(doing, job);
  const evidence = await readEvidence(tx, question);
  if (!evidence) return { claimed: null, result: needsPerson('case-unknown') };
  const decision = maySend(asked, evidence);
  const claimed = decision.allowed ? await claim(tx, doing, job, ready, question.localDay) : null;
  await recordDecision(tx, {
    caseId: question.caseId,
    round: question.round,
    pass: question.pass,
    key: question.key,
    effect: job.index,
    intentId: claimed?.id ?? ('seen' in ready ? ready.seen.id : null),
    at: asked.now,
    allowed: decision.allowed,
    rule: decision.rule,
    reason: decision.allowed ? null : decision.reason,
  });
  if (!decision.allowed) return { claimed: null, result: decision.result };
  return claimed ? { claimed } : { claimed: null, result: null };
}

async function claim(
  tx: Ledger,
  doing: Doing,
  job: Job,
  ready: Ready,
  localDay: string,
): Promise<Intent | null> {
  const { deps, input } = doing;
  const leaseUntil = wallNow(deps) + (deps.lease ?? LEASE);
  const at = caseNow(doing);
  if ('seen' in ready) return claimAgain(tx, ready.seen, { at, leaseUntil, localDay });
  const byHand = job.way.by === 'hand';
  return claimNew(
    tx,
    {
      id: ready.id,
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
      content: ready.content,
    },
    { state: byHand ? 'with-person' : 'sending', at, leaseUntil: byHand ? null : leaseUntil, localDay },
  );
}
