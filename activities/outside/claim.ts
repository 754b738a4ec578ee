import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { isBacklog } from '../../domain/gate/counts.ts';
import { maySend } from '../../domain/gate/maySend.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { takeProbe } from '../../ledger/channels/breakers.ts';
import { type Claim, claimAgain, claimNew, type Content, type Wanted } from '../../ledger/claims.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { addressesOfCase } from '../../ledger/contactRules/person.ts';
import { recordDecision } from '../../ledger/decisions.ts';
import type { Evidence } from '../../domain/gate/evidence.ts';
import { approverStillMay } from '../../ledger/approvals.ts';
import { type Question, readEvidence } from '../../ledger/evidence.ts';
import { markNotAccepted } from '../../ledger/intents.ts';
import { releasedLately } from '../../ledger/release.ts';
import { lockForContact, unlockContact } from '../../ledger/locks.ts';
import type { Intent } from '../../ledger/schema.ts';
import { calledOff } from '../attempt.ts';
import { LEASE } from '../deps.ts';
import { type Doing, wallNow } from '../doing.ts';
import type { Instant } from '../../domain/program/program.ts';
import { isFresh } from '../../domain/verify/fresh.ts';
import type { Job } from './job.ts';
import { waitingFor } from './channel.ts';
import { askedOf, questionOf } from './question.ts';
import { needsPerson } from '../results.ts';
import { again } from './trouble.ts';

/** What is to go out: an intent that an earlier try left with its content, or a new one. */
export type Prepared = { seen: Intent } | { id: string; content: Content };
/** `lookedAt`: when, by the wall clock, the systems around the case were last asked. */
export type Ready = Prepared & { lookedAt: Instant };

export type Claimed<T> =
  /** `failing`: the channel had failed before. */
  | { claimed: Intent; started: T; failing: boolean }
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
      await lockForContact(connection, {
        caseId: doing.input.caseId,
        address: job.recipient,
        // Caps count over all addresses of a person, and an answer from any of them stops what cannot be undone.
        addresses: job.kind === 'act' ? [] : addressesOfCase(doing.found),
      });
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
  if (job.kind === 'irreversible-act' && !isFresh(ready.lookedAt, wallNow(doing.deps)))
    return { claimed: null, result: again(doing, 'look-up-stale', 0) };
  const passed = await throughGate(connection, doing, job, ready);
  if (!passed.claimed) return passed;
  if (calledOff()) {
    await markNotAccepted(connection, passed.claimed.id, 'planned', 'stopped');
    return { claimed: null, result: { status: 'stopped' } };
  }
  return { claimed: passed.claimed, started: start(passed.claimed), failing: passed.failing };
}

type Passed = { claimed: Intent; failing: boolean } | { claimed: null; result: EffectResult | null };

async function throughGate(connection: Ledger, doing: Doing, job: Job, ready: Ready): Promise<Passed> {
  const rules = job.kind === 'contact' ? await contactRulesOf(connection) : DEFAULT_RULES;
  const question = questionOf(doing, job, rules);
  const evidence = await readEvidence(connection, question);
  if (!evidence) return { claimed: null, result: needsPerson('case-unknown') };
  const asked = await askedOf(doing, job, { question, rules, contact: evidence.contact });
  const decision = maySend(asked, {
    ...evidence,
    ...(isBacklog(asked) ? { released: await releasedLately(connection, asked.now) } : {}),
    approval: await standing(connection, question, asked.now, evidence),
  });
  const { caseId, round, pass, key, localDay, channel } = question;
  const { allowed, rule } = decision;
  const purpose = job.kind === 'contact' ? question.purpose : null;
  const of = { caseId, round, pass, key, effect: job.index, channel, purpose };
  const told = { ...of, at: asked.now, allowed, rule };
  if (!decision.allowed) {
    const intentId = 'seen' in ready ? ready.seen.id : null;
    await recordDecision(connection, { ...told, intentId, reason: decision.reason });
    return { claimed: null, result: waitingFor(doing, decision) ?? decision.result };
  }
  const failing = Boolean(evidence.breaker);
  const { attempt, now } = asked;
  if (failing && !(await takeProbe(connection, { channel: question.road, attempt, at: now })))
    return { claimed: null, result: again(doing, 'channel-failing', null) };
  const byHand = job.way.by === 'hand';
  const claim: Claim = {
    at: asked.now,
    leaseUntil: byHand ? null : wallNow(doing.deps) + (doing.deps.lease ?? LEASE),
    localDay,
    decision: { ...told, reason: null, allowances: decision.allowances.map(({ id }) => id) },
  };
  const claimed =
    'seen' in ready
      ? await claimAgain(connection, ready.seen, claim)
      : await claimNew(connection, wanted(doing, job, ready), {
          ...claim,
          state: byHand ? 'with-person' : 'sending',
        });
  return claimed ? { claimed, failing } : { claimed: null, result: null };
}

/** An approval holds only as long as whoever gave it may still give it. */
async function standing(
  connection: Ledger,
  { caseId, act }: Question,
  now: Instant,
  { approval }: Evidence,
): Promise<Evidence['approval']> {
  if (act === null || approval === null || approval.revoked) return approval;
  return (await approverStillMay(connection, caseId, act, now)) ? approval : null;
}

function wanted({ input }: Doing, job: Job, { id, content }: { id: string; content: Content }): Wanted {
  return {
    id,
    content,
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
