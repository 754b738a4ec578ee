import { instantAt, localDate, nextDate } from '../../domain/calendar/localTime.ts';
import { type Purpose, purposeOf } from '../../domain/contactRules/contactRules.ts';
import { countedFrom } from '../../domain/contactRules/counts.ts';
import { placesOf } from '../../domain/contactRules/places.ts';
import { attemptKey } from '../../domain/gate/asked.ts';
import { maySend } from '../../domain/gate/maySend.ts';
import { GATE_REASONS, type GateReason } from '../../domain/gate/reasons.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { findCase } from '../../ledger/cases.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { addressOn } from '../../ledger/contactRules/person.ts';
import { readEvidence } from '../../ledger/evidence.ts';
import { findProcedure } from '../../ledger/procedures.ts';
import { recordDecision } from '../../ledger/decisions.ts';
import { caseNow } from '../caseClock.ts';
import { ClientError } from '../errors.ts';

export interface MayContact {
  caseId: string;
  /** call, text, email or portal. */
  channel: string;
  /** Absent: now, by the case's clock. */
  at?: Instant | undefined;
  /** Absent: the contact's own on the channel. */
  address?: string | undefined;
  /** Absent: the procedure's. */
  purpose?: Purpose | undefined;
  /** The step it belongs to, such as that of a call's task: its other channels are the same attempt. */
  work?: { round: number; pass: number; key: string } | undefined;
  /** Who asks because they are about to make the contact: the answer is kept. Absent: somebody only looks. */
  by?: string | undefined;
}

export interface ContactAnswer {
  allowed: boolean;
  /** The rule that decided; `all`, or those that were set aside. */
  rule: string;
  reason: GateReason | null;
  /** The reason in a sentence for people. */
  says: string | null;
  /** From when it may be otherwise; null: allowed, or only a person or an event can change it. */
  until: Instant | null;
}

const HOLD = { name: 'hold', args: {} };
const BY_HAND = { pass: 0, key: 'by-hand' };

/**
 * Whether a person may be contacted, by the very rules that every send passes: for whoever is about to call, and for
 * whoever looks at the task. What is answered here is true for this moment only.
 * @throws ClientError when there is no such case, or no address on the channel
 */
export async function mayContact(ledger: Ledger, given: MayContact): Promise<ContactAnswer> {
  const { caseId, channel } = given;
  const row = await findCase(ledger, caseId);
  const procedure = row && (await findProcedure(ledger, row.hash));
  if (!row || !procedure) throw new ClientError('FT-CLI-NO-CASE', `there is no case "${caseId}".`);
  const address = given.address ?? addressOn(channel, row);
  if (address === undefined)
    throw new ClientError('FT-CLI-ADDRESS', `the contact of "${caseId}" has no address for ${channel}.`);
  const rules = await contactRulesOf(ledger);
  const now = given.at ?? caseNow(row);
  const zone = row.plan?.zone ?? 'UTC';
  const work = { caseId, ...(given.work ?? { ...BY_HAND, round: row.round }) };
  const purpose = given.purpose ?? purposeOf(procedure.decoded);
  const localDay = localDate(zone, now);
  const personSince = countedFrom(rules.caps, now);
  const asks = {
    ...work,
    channel,
    road: channel,
    purpose,
    address,
    localDay,
    at: now,
    personSince,
    act: null,
    known: null,
  };
  const evidence = await readEvidence(ledger, asks);
  if (!evidence) throw new ClientError('FT-CLI-NO-CASE', `there is no case "${caseId}".`);
  const decision = maySend(
    {
      kind: 'contact',
      channel,
      purpose,
      act: null,
      now,
      tomorrow: instantAt(zone, nextDate(zone, localDay), '00:00'),
      attempt: attemptKey(work),
      rules,
      places: await placesOf(evidence.contact, rules.country),
      work: {
        // Nobody's work can be overtaken here: the evidence is the newest word there is.
        at: Math.max(now, evidence.asOf),
        rehearsal: row.rehearsal,
        despiteReply: false,
        slot: null,
        attempt: true,
        warnings: [],
        approvals: [],
      },
    },
    // The machine stands still in a held case and is not asked; a person is who calls.
    evidence.status === 'held' ? { ...evidence, pending: [HOLD, ...evidence.pending] } : evidence,
  );
  const { allowed, rule } = decision;
  const reason = decision.allowed ? null : decision.reason;
  const until = decision.allowed ? null : decision.until;
  if (given.by !== undefined) {
    const allowances = decision.allowed ? decision.allowances.map(({ id }) => id) : [];
    const of = { ...work, effect: 0, intentId: null, channel, purpose, askedBy: given.by };
    await recordDecision(ledger, { ...of, at: now, allowed, rule, reason, allowances });
  }
  return { allowed, rule, reason, says: reason === null ? null : GATE_REASONS[reason], until };
}
