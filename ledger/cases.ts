import { type ExpressionBuilder, sql } from 'kysely';
import type { Plan } from '../domain/program/plan.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Status } from '../domain/program/state.ts';
import type { CaseView } from '../domain/program/view.ts';
import type { Ledger } from './connect.ts';
import { AnotherOpen, lockOpening, openCaseOf } from './oneOpen.ts';
import { instant, json } from './values.ts';
import type { Case, Contact, Schema } from './schema.ts';
import { addToTimeline } from './timeline.ts';

export interface NewCase {
  /** The workflow id. */
  id: string;
  procedure: string;
  /** Of the procedure's files; see keepProcedure. */
  hash: string;
  variant: string | null;
  /** The calendar it counts by; absent or null: its procedure's own. */
  calendar?: string | null;
  /** The outside system, and its id of this occurrence: the two name a case once and for all. */
  source: string;
  occurrence: string;
  facts: Record<string, string>;
  contact: Contact;
  owner: string;
  /** The person who owns the case and signs its messages; absent: the role does. */
  ownerPerson?: string | null;
  /** The person who opens it; absent or null: the system named in `source` does. */
  openedBy?: string | null;
  rehearsal: boolean;
  openedAt: Instant;
  plan: Plan | null;
  /** The contact may have no other open case of this procedure. */
  alone?: boolean;
  /** Attempts that were made elsewhere before. */
  attempts?: number;
  /** What the case waits for from its first moment. */
  waitingOn?: string | null;
}

/**
 * Stores a case, or finds the one that the same occurrence opened before: `created` tells which.
 * @throws AnotherOpen when the contact has another open case and may have one only; of two openings at once, one does
 */
export async function openCase(ledger: Ledger, given: NewCase): Promise<{ found: Case; created: boolean }> {
  return ledger.transaction().execute(async (tx) => {
    const { facts, contact, plan, openedAt, waitingOn = null, alone, ...others } = given;
    const { ownerPerson = null, openedBy = null, ...plain } = others;
    if (alone) {
      await lockOpening(tx, given);
      const other = await openCaseOf(tx, given);
      const known = other === null ? undefined : await ofOccurrence(tx, given);
      if (known) return { found: known, created: false };
      if (other !== null) throw new AnotherOpen(other);
    }
    const row = await tx
      .insertInto('cases')
      .values({
        ...plain,
        facts: json(facts),
        contact: json(contact),
        plan: plan ? json(plan) : null,
        owner_person: ownerPerson,
        opened_by: openedBy,
        opened_at: instant(openedAt),
        // No view has come from the workflow yet; its clock is not ours.
        as_of: instant(0),
        status: 'waiting',
        waiting_on: waitingOn,
        next_at: plan ? firstDate(plan) : null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) {
      await addToTimeline(tx, [{ caseId: row.id, key: 'opened', at: openedAt, round: 1, what: 'opened' }]);
      return { found: row, created: true };
    }
    const found = await ofOccurrence(tx, given);
    if (!found) throw new Error(`the ledger has lost the case ${given.id}`);
    return { found, created: false };
  });
}

async function ofOccurrence(tx: Ledger, given: NewCase): Promise<Case | undefined> {
  return tx
    .selectFrom('cases')
    .selectAll()
    .where('procedure', '=', given.procedure)
    .where('source', '=', given.source)
    .where('occurrence', '=', given.occurrence)
    .executeTakeFirst();
}

function firstDate(plan: Plan) {
  const dates = Object.values(plan.slots).map((slot) => slot.at);
  return dates.length > 0 ? instant(Math.min(...dates)) : null;
}

export async function findCase(ledger: Ledger, id: string): Promise<Case | undefined> {
  return ledger.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface CaseFilter {
  status?: Status[];
  procedure?: string;
  source?: string;
  /** The role, and the person, that the case belongs to. */
  owner?: string;
  ownerPerson?: string;
  rehearsal?: boolean;
  /** Without rehearsals that have ended. */
  withoutPastRehearsals?: boolean;
}

/** Newest first. `before` is the `opened_at` of the last case of the page before; `beforeId` its id, where several opened then. */
export async function listCases(
  ledger: Ledger,
  filter: CaseFilter & { before?: Instant; beforeId?: string; limit?: number } = {},
): Promise<Case[]> {
  let query = ledger.selectFrom('cases').selectAll().where(matching(filter));
  const { before, beforeId } = filter;
  if (before !== undefined && beforeId !== undefined)
    query = query.where(sql<boolean>`(opened_at, id) < (${instant(before)}, ${beforeId})`);
  else if (before !== undefined) query = query.where('opened_at', '<', instant(before));
  return query
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit ?? 100)
    .execute();
}

/** How many cases `withoutPastRehearsals` leaves out. */
export async function countPastRehearsals(ledger: Ledger, filter: CaseFilter = {}): Promise<number> {
  const { count } = await ledger
    .selectFrom('cases')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(matching({ ...filter, withoutPastRehearsals: false }))
    .where('rehearsal', '=', true)
    .where('status', '=', 'closed')
    .executeTakeFirstOrThrow();
  return count;
}

function matching(filter: CaseFilter) {
  const { status, procedure, source, owner, ownerPerson, rehearsal, withoutPastRehearsals } = filter;
  return (eb: ExpressionBuilder<Schema, 'cases'>) =>
    eb.and([
      ...(status ? [eb('status', 'in', status)] : []),
      ...(procedure ? [eb('procedure', '=', procedure)] : []),
      ...(source ? [eb('source', '=', source)] : []),
      ...(owner ? [eb('owner', '=', owner)] : []),
      ...(ownerPerson ? [eb('owner_person', '=', ownerPerson)] : []),
      ...(rehearsal === undefined ? [] : [eb('rehearsal', '=', rehearsal)]),
      ...(withoutPastRehearsals ? [eb.or([eb('rehearsal', '=', false), eb('status', '!=', 'closed')])] : []),
    ]);
}

/** Facts that were chosen or corrected while the case runs; null takes a fact away. */
export async function changeFacts(
  ledger: Ledger,
  id: string,
  facts: Record<string, string | null>,
): Promise<void> {
  await ledger
    .updateTable('cases')
    .set({ facts: sql`jsonb_strip_nulls(facts || ${json(facts)}::jsonb)`, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/**
 * Stores how the case stands. A view that is older than the one stored (the late word of a worker that was cut off)
 * changes nothing.
 * @param asOf the workflow's time of the view
 */
export async function storeView(
  ledger: Ledger,
  id: string,
  asOf: Instant,
  view: CaseView,
  plan: Plan | null = null,
): Promise<void> {
  await viewChange(ledger, id, asOf, view, plan).execute();
}

/** The change that storeView makes. */
export function viewChange(
  ledger: Ledger,
  id: string,
  asOf: Instant,
  view: CaseView,
  plan: Plan | null = null,
) {
  return ledger
    .updateTable('cases')
    .set({
      status: view.status,
      waiting_on: view.waitingOn,
      next_at: view.nextAt === null ? null : instant(view.nextAt),
      attempts: view.attempts,
      round: view.round,
      outcome: view.outcome,
      closed_at: view.status === 'closed' ? instant(asOf) : null,
      as_of: instant(asOf),
      version: sql`version + 1`,
      ...(plan ? { plan: json(plan) } : {}),
    })
    .where('id', '=', id)
    .where('as_of', '<=', instant(asOf));
}

/** The case waits for a person's task in the middle of a step; what else is known of it stays. */
export async function storeWaiting(
  ledger: Ledger,
  id: string,
  at: Instant,
  waitingOn: string,
): Promise<void> {
  await ledger
    .updateTable('cases')
    .set({
      status: 'with-a-person',
      waiting_on: waitingOn,
      next_at: null,
      as_of: instant(at),
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .where('as_of', '<=', instant(at))
    .execute();
}

/** Keeps the dates that hold now: messages name them. */
export async function storePlan(ledger: Ledger, id: string, plan: Plan): Promise<void> {
  await ledger
    .updateTable('cases')
    .set({ plan: json(plan) })
    .where('id', '=', id)
    .execute();
}
