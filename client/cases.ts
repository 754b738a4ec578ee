import { WorkflowNotFoundError } from '@temporalio/client';
import { planned, type Planned } from '../domain/program/ahead.ts';
import { begin } from '../domain/program/begin.ts';
import type { Plan } from '../domain/program/plan.ts';
import type { Instant, Outcome } from '../domain/program/program.ts';
import type { Status } from '../domain/program/state.ts';
import { listCases } from '../ledger/cases.ts';
import { inboundOf } from '../ledger/inbound.ts';
import type { Case, Contact, InboundMessage } from '../ledger/schema.ts';
import { type ListedTask, listTasks } from '../ledger/tasks.ts';
import { timelineOf, type ToldEntry } from '../ledger/timeline.ts';
import { unassignedOf } from '../ledger/unassigned.ts';
import type { Context } from './context.ts';
import { Undelivered } from './engine.ts';
import { saidEntriesOf } from './history/entries.ts';
import { type HistoryLine, historyOf } from './history/history.ts';
import { existing } from './messages.ts';
import { joinedLateOf } from './opening/late.ts';
import { query } from './query.ts';
import type { SaidEntry } from './saidBy.ts';
import { inputOf } from './start.ts';

/** A case as lists show it. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface CaseSummary {
  id: string;
  procedure: string;
  variant: string | null;
  source: string;
  occurrence: string;
  owner: string;
  /** The person who owns it and signs; null: the role does. */
  ownerPerson: string | null;
  rehearsal: boolean;
  status: Status;
  /** What it waits for: `step:day-1`, `task:…`, `answer:reply` …; null when closed or at work. */
  waitingOn: string | null;
  /** When it goes on by itself; null when a person must act, or closed. */
  nextAt: Instant | null;
  attempts: number;
  round: number;
  outcome: Outcome | null;
  openedAt: Instant;
  closedAt: Instant | null;
  /** False: Temporal has not yet been told of it. */
  started: boolean;
  /** A reply from its contact's address waits for somebody to say whose it is: nothing goes out meanwhile. */
  replyToAssign: boolean;
}

export interface CaseDetail extends CaseSummary {
  /** The calendar that was chosen when it was opened; null: its procedure's own. */
  calendar: string | null;
  facts: Record<string, string>;
  contact: Contact;
  /** How it joined, if some of its dates had passed when it was opened, in a sentence. */
  joinedLate: string | null;
  /** The dates of the current round; null until they are known. */
  plan: Plan | null;
  tasks: ListedTask[];
  replies: InboundMessage[];
  /** Replies from its contact's address that nobody has assigned to a case. */
  toAssign: InboundMessage[];
  /** With who caused an entry and what they said, where somebody did. */
  timeline: SaidEntry[];
}

/** Everything the ledger has on a case. @throws ClientError when there is none */
export async function show(context: Context, caseId: string): Promise<CaseDetail> {
  const row = await existing(context, caseId);
  const { ledger } = context;
  const [open, replies, waiting, said, joinedLate] = await Promise.all([
    listTasks(ledger, { caseId }),
    inboundOf(ledger, caseId),
    unassignedOf(ledger, [caseId]),
    saidEntriesOf(ledger, row),
    joinedLateOf(context, row),
  ]);
  const { facts, contact, calendar } = row;
  const toAssign = waiting.get(caseId) ?? [];
  const ledgers = {
    calendar,
    facts,
    contact,
    joinedLate,
    plan: row.plan,
    tasks: open,
    replies,
    toAssign,
    timeline: said,
  };
  return { ...summaryOf(row, toAssign.length > 0), ...ledgers };
}

export interface ListFilter {
  status?: Status[];
  procedure?: string;
  source?: string;
  /** The role, and the person, that the case belongs to. */
  owner?: string;
  ownerPerson?: string;
  rehearsal?: boolean;
  /** Without rehearsals that have ended. */
  withoutPastRehearsals?: boolean;
  /** The `openedAt` of the last case of the page before. */
  before?: Instant;
  /** Its id, where several may have opened at that moment. */
  beforeId?: string;
  limit?: number;
}

/** Newest first. */
export async function list(context: Context, filter: ListFilter = {}): Promise<CaseSummary[]> {
  return summaries(context, await listCases(context.ledger, filter));
}

/** How a case stands, without anything about the person. @throws ClientError when there is none */
export async function summary(context: Context, caseId: string): Promise<CaseSummary> {
  const [found] = await summaries(context, [await existing(context, caseId)]);
  if (!found) throw new Error(`the summary of ${caseId} is lost`);
  return found;
}

/** What happened in a case, oldest first. */
export async function timeline(context: Context, caseId: string): Promise<ToldEntry[]> {
  await existing(context, caseId);
  return timelineOf(context.ledger, caseId);
}

/** What happened in a case, in words, with what the contact wrote and what people said. */
export async function history(context: Context, caseId: string): Promise<HistoryLine[]> {
  return historyOf(context.ledger, await existing(context, caseId));
}

/**
 * What lies ahead of a case if nobody answers. Asks the case itself; without a worker the ledger's dates answer, which
 * do not know what was done today.
 */
export async function plan(context: Context, caseId: string): Promise<Planned[]> {
  const row = await existing(context, caseId);
  if (row.status === 'closed') return [];
  try {
    return await query<Planned[]>(context, caseId, 'plan');
  } catch (error) {
    if (error instanceof Undelivered || error instanceof WorkflowNotFoundError)
      return fromLedger(context, row);
    throw error;
  }
}

async function fromLedger(context: Context, row: Case): Promise<Planned[]> {
  const program = await context.procedures.programOf(row);
  const input = inputOf(program, row);
  const opened = begin(program, { ...input, at: row.opened_at });
  const from = row.next_at ?? 0;
  return planned(program, opened, row.opened_at).filter((step) => step.at === null || step.at >= from);
}

async function summaries({ ledger }: Context, rows: Case[]): Promise<CaseSummary[]> {
  const waiting = await unassignedOf(
    ledger,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => summaryOf(row, waiting.has(row.id)));
}

function summaryOf(row: Case, replyToAssign: boolean): CaseSummary {
  const { id, procedure, variant, source, occurrence, owner, rehearsal } = row;
  const { status, attempts, round, outcome } = row;
  return {
    id,
    procedure,
    variant,
    source,
    occurrence,
    owner,
    ownerPerson: row.owner_person,
    rehearsal,
    status,
    waitingOn: row.waiting_on,
    nextAt: row.next_at,
    attempts,
    round,
    outcome,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    started: row.started_at !== null,
    replyToAssign,
  };
}
