import { calendarFor } from '../domain/calendar/calendar.ts';
import { planDates } from '../domain/calendar/planDates.ts';
import { acceptFacts, chooseVariant } from '../domain/procedure/facts.ts';
import { begin } from '../domain/program/begin.ts';
import type { PlanAsk } from '../domain/program/plan.ts';
import { viewOf } from '../domain/program/view.ts';
import { hasOpenDebts } from '../domain/statement/standing.ts';
import { addressesOf } from '../ledger/contactRules/person.ts';
import { erasedAs } from '../ledger/erasure/marks.ts';
import { findCase, type NewCase, openCase as keepCase } from '../ledger/cases.ts';
import { AnotherOpen } from '../ledger/oneOpen.ts';
import { accountOf, openItemsOf } from '../ledger/openItems/account.ts';
import { keepProcedure } from '../ledger/procedures.ts';
import type { Case, Contact } from '../ledger/schema.ts';
import { keepCalendar } from '../ledger/versions/calendars.ts';
import { whoActsIn } from './acting.ts';
import { calendarChosen } from './calendars.ts';
import { caseIdOf } from './caseId.ts';
import { checkContact } from './contact.ts';
import type { Context } from './context.ts';
import { deliverSoon } from './deliver/deliver.ts';
import { differences } from './differs.ts';
import { Undelivered } from './engine.ts';
import { AlreadyOpen, ClientError } from './errors.ts';
import { joinsLate } from './opening/late.ts';
import { unreachable } from './opening/unreachable.ts';
import { activePerson } from './people.ts';
import { asWanted } from './privacy/confidential.ts';
import { startCase } from './start.ts';

const DAY = 86_400_000;

/** Shown in Temporal, so it must not be a person. */
const ROLE = /^[a-z][a-z0-9-]{0,49}$/;

export interface OpenCase {
  /** Name of the procedure: the folder below procedures/. */
  procedure: string;
  /** The outside system that knows the occurrence, such as "lab-crm". */
  source: string;
  /** That system's id of this occurrence (this alert, this missed check-in): the same one never opens a second case. */
  id: string;
  /** Absent: the procedure's first variant. */
  variant?: string | undefined;
  /** Name of the calendar (zone, working days, hours) that it counts by, such as the client's site's; absent: the procedure's. */
  calendar?: string | undefined;
  /** What the procedure asks for under `facts`; instants as ISO texts with an offset. */
  facts: Record<string, unknown>;
  /** The person we wait on. Kept in the ledger only. */
  contact?: Contact | undefined;
  /** The role that gets the case's tasks; absent: the procedure's owner. */
  owner?: string | undefined;
  /** Id of the person who owns the case and signs its messages; absent: the role does. */
  ownerPerson?: string | undefined;
  /** Attempts that were made elsewhere before: the case goes on behind them. */
  attemptsMade?: number | undefined;
  /** Only sandbox connectors, and no report counts it. */
  rehearsal?: boolean | undefined;
  /** Id of the person who opens it; absent: the outside system does. Who asks so for an act may not approve it. */
  by?: string | undefined;
}

export interface OpenedCase {
  /** The case's id, which is the workflow's id. */
  id: string;
  /** The occurrence had a case before: nothing new was started. */
  existing: boolean;
  /** What that case has otherwise than it was given now, such as `facts.issue`: nothing was changed. Absent: nothing. */
  differs?: string[];
  /** False: Temporal could not be reached. The case is kept and starts as soon as it can. */
  started: boolean;
  /** What whoever opened it should know, in sentences: an address is missing, dates have passed. Absent: nothing. */
  warnings?: string[];
  /** Why it has not started. */
  because?: string;
  /** The case's id in Temporal's Web UI. */
  workflowId: string;
}

/**
 * Opens a case, or finds the one that the same occurrence opened before. Checks everything, plans all dates and writes
 * the case to the ledger before Temporal hears of it (SRV-3: the ledger decides what is new, also when Temporal has
 * forgotten the case).
 * @param list who imports a list of cases, as its record names them
 * @throws ClientError, FactError or CalendarError when the case can't be opened like this; AlreadyOpen when the contact has
 *   an open case of a procedure that allows one only, rehearsals apart; LedgerUnavailable
 */
export async function openCase(
  context: Context,
  given: OpenCase,
  list: { importedBy: string | null } = { importedBy: null },
): Promise<OpenedCase> {
  const openedBy = given.by === undefined ? list.importedBy : await personIn(context, given, given.by);
  const id = caseIdOf({ procedure: given.procedure, source: given.source, occurrence: given.id });
  const known = await findCase(context.ledger, id);
  if (known) return existing(context, known, given);
  const { procedure, hash, sources, calendar: usual } = await context.procedures.current(given.procedure);
  const variant = chooseVariant(procedure, given.variant);
  const { facts, steering, zero } = acceptFacts(procedure, variant, given.facts);
  const contact = await asWanted(context, checkContact(given.contact ?? {}));
  await checkErased(context, id, contact);
  const owner = given.owner ?? procedure.owner;
  if (!ROLE.test(owner)) throw new ClientError('FT-CLI-OWNER', `"${owner}" is not written as a role.`);
  const ownerPerson =
    given.ownerPerson === undefined ? null : (await activePerson(context, given.ownerPerson)).id;
  const calendar =
    given.calendar === undefined ? usual : await calendarChosen(context, given.calendar, procedure);
  const own = given.calendar ?? null;
  const program = context.procedures.compiled(procedure, { hash, variant, calendar: own });
  const ask: PlanAsk = { kind: 'round', zero };
  // Where dates come from what is owed, an activity asks the ledger for them.
  const attemptsMade = attemptsBefore(given.attemptsMade);
  const plan =
    program.levels.length > 0 || attemptsMade > 0
      ? null
      : planDates(program, calendarFor(calendar, ask, null), ask, null);

  const { procedure: name, version } = procedure;
  if (program.levels.length > 0) await checkOwed(context, { source: given.source, occurrence: given.id });
  // On the day on which it is due a debt is not overdue: an account is followed up from the day after.
  const rehearsedFrom = program.levels.length > 0 ? zero + DAY : zero;
  const openedAt = given.rehearsal ? rehearsedFrom : Date.now();
  await keepProcedure(context.ledger, { hash, name, version, sources, decoded: procedure }, given.source);
  await keepCalendar(context.ledger, calendar, Date.now());
  const { found, created } = await kept(context, {
    id,
    procedure: name,
    hash,
    variant,
    calendar: own,
    source: given.source,
    occurrence: given.id,
    facts,
    contact,
    owner,
    ownerPerson,
    openedBy,
    rehearsal: given.rehearsal ?? false,
    openedAt,
    plan,
    alone: procedure.openCases !== 'several' && !given.rehearsal,
    attempts: attemptsMade,
    waitingOn: viewOf(program, begin(program, { at: openedAt, zero, plan, attemptsMade })).waitingOn,
  });
  if (!created) return existing(context, found, given);
  const started = await startNew(context, found);
  const late = plan && joinsLate(program, calendar, plan, { at: openedAt, zero, facts: steering });
  const warnings = [...unreachable(program, contact), ...(late ? [late] : [])];
  return { id, workflowId: id, existing: false, ...(warnings.length > 0 ? { warnings } : {}), ...started };
}

async function personIn({ ledger }: Context, { rehearsal = false }: OpenCase, by: string): Promise<string> {
  return (await whoActsIn(ledger, { rehearsal }, by)).id;
}

/** Whoever was erased is not followed up again because another system still names them (LAW-11). */
async function checkErased({ ledger }: Context, caseId: string, contact: Contact): Promise<void> {
  const erased = await erasedAs(ledger, { caseId, addresses: addressesOf(contact) });
  if (erased === null) return;
  const what = erased === 'case' ? 'the case with this id' : 'whoever has this address';
  throw new ClientError('FT-CLI-ERASED', `${what} was erased, so no case is opened.`);
}

/** The ledger says which of two openings at once is the contact's case. */
async function kept(context: Context, row: NewCase): Promise<{ found: Case; created: boolean }> {
  try {
    return await keepCase(context.ledger, row);
  } catch (error) {
    if (error instanceof AnotherOpen) throw new AlreadyOpen(row.procedure, error.caseId);
    throw error;
  }
}

/** The debt is the anchor of the clock. What is not yet due will do: the case waits for it. */
async function checkOwed({ ledger }: Context, row: { source: string; occurrence: string }): Promise<void> {
  const account = accountOf(row);
  if (hasOpenDebts(await openItemsOf(ledger, account))) return;
  throw new ClientError(
    'FT-CLI-NOTHING-OWED',
    `the account of this customer with ${account.source} has nothing open, so there is nothing to follow up.`,
  );
}

function attemptsBefore(made = 0): number {
  if (Number.isInteger(made) && made >= 0 && made <= 1_000) return made;
  throw new ClientError('FT-CLI-ATTEMPTS', `${made} cannot be a number of attempts.`);
}

/** A new case has nothing before its opening to wait for; one that is known may have. */
async function startNew(context: Context, row: Case): Promise<Pick<OpenedCase, 'started' | 'because'>> {
  try {
    await startCase(context, row);
    return { started: true };
  } catch (error) {
    if (error instanceof Undelivered) return { started: false, because: error.message };
    throw error;
  }
}

async function existing(context: Context, row: Case, given: OpenCase): Promise<OpenedCase> {
  const differs = await differences(context, row, given);
  const known = { id: row.id, workflowId: row.id, existing: true, started: true };
  const opened = differs.length > 0 ? { ...known, differs } : known;
  if (row.started_at !== null) return opened;
  const undelivered = await deliverSoon(context, row.id);
  return undelivered ? { ...opened, started: false, because: undelivered.message } : opened;
}
