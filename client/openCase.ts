import { calendarFor } from '../domain/calendar/calendar.ts';
import { planDates } from '../domain/calendar/planDates.ts';
import { acceptFacts, chooseVariant } from '../domain/procedure/facts.ts';
import type { PlanAsk } from '../domain/program/plan.ts';
import { findCase, openCase as keepCase } from '../ledger/cases.ts';
import { keepProcedure } from '../ledger/procedures.ts';
import type { Case, Contact } from '../ledger/schema.ts';
import { caseIdOf } from './caseId.ts';
import { checkContact } from './contact.ts';
import type { Context } from './context.ts';
import { Undelivered } from './engine.ts';
import { startCase } from './start.ts';

export interface OpenCase {
  /** Name of the procedure: the folder below procedures/. */
  procedure: string;
  /** The outside system that knows the occurrence, such as "lab-crm". */
  source: string;
  /** That system's id of this occurrence (this alert, this missed check-in): the same one never opens a second case. */
  id: string;
  /** Absent: the procedure's first variant. */
  variant?: string | undefined;
  /** What the procedure asks for under `facts`; instants as ISO texts with an offset. */
  facts: Record<string, unknown>;
  /** The person we wait on. Kept in the ledger only. */
  contact?: Contact | undefined;
  /** The role that gets the case's tasks; absent: the procedure's owner. */
  owner?: string | undefined;
  /** Only sandbox connectors, and no report counts it. */
  rehearsal?: boolean | undefined;
}

export interface OpenedCase {
  /** The case's id, which is the workflow's id. */
  id: string;
  /** The occurrence had a case before: nothing new was started. */
  existing: boolean;
  /** False: Temporal could not be reached. The case is kept and starts as soon as it can. */
  started: boolean;
  /** The case's id in Temporal's Web UI. */
  workflowId: string;
}

/**
 * Opens a case, or finds the one that the same occurrence opened before. Checks everything, plans all dates and writes
 * the case to the ledger before Temporal hears of it (SRV-3: the ledger decides what is new, also when Temporal has
 * forgotten the case).
 * @throws ClientError, FactError or CalendarError when the case can't be opened like this; LedgerUnavailable
 */
export async function openCase(context: Context, given: OpenCase): Promise<OpenedCase> {
  const id = caseIdOf({ procedure: given.procedure, source: given.source, occurrence: given.id });
  const known = await findCase(context.ledger, id);
  if (known) return { id, workflowId: id, existing: true, started: await startOnce(context, known) };
  const { procedure, hash, sources, calendar } = await context.procedures.current(given.procedure);
  const variant = chooseVariant(procedure, given.variant);
  const { facts, zero } = acceptFacts(procedure, variant, given.facts);
  const contact = checkContact(given.contact ?? {});
  const program = context.procedures.compiled(procedure, { hash, variant });
  const ask: PlanAsk = { kind: 'round', zero };
  const plan = planDates(program, calendarFor(calendar, ask, null), ask, null);

  const { procedure: name, version } = procedure;
  await keepProcedure(context.ledger, { hash, name, version, sources, decoded: procedure }, 'openCase');
  const { found, created } = await keepCase(context.ledger, {
    id,
    procedure: name,
    hash,
    variant,
    source: given.source,
    occurrence: given.id,
    facts,
    contact,
    owner: given.owner ?? procedure.owner,
    rehearsal: given.rehearsal ?? false,
    openedAt: Date.now(),
    plan,
  });
  const started = await startOnce(context, found);
  return { id: found.id, workflowId: found.id, existing: !created, started };
}

async function startOnce(context: Context, row: Case): Promise<boolean> {
  if (row.started_at !== null) return true;
  try {
    await context.turns.take(row.id, () => startCase(context, row));
    return true;
  } catch (error) {
    if (error instanceof Undelivered) return false;
    throw error;
  }
}
