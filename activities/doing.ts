import type { CaseReference } from '../connectors/ports.ts';
import type { Catalog } from '../domain/messages/catalog.ts';
import { localDate } from '../domain/calendar/localTime.ts';
import { historyOf } from '../domain/messages/history.ts';
import type { StatementValues } from '../domain/messages/values.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { nameOf } from '../domain/program/evolve/effects.ts';
import type { Effect, Instant } from '../domain/program/program.ts';
import { findCase } from '../ledger/cases.ts';
import { intentsOf } from '../ledger/intents.ts';
import type { Case, Intent } from '../ledger/schema.ts';
import { timelineOf } from '../ledger/timeline.ts';
import type { Turn } from '../domain/program/turn.ts';
import type { PerformInput } from './contract.ts';
import type { Deps } from './deps.ts';
import { refuseOvertaken } from './overtaken.ts';
import { procedureOf } from './procedures.ts';
import { type Sender, senderOf } from '../ledger/sender.ts';
import { owedAt } from './statement/account.ts';
import { statementValues } from '../domain/statement/inWords.ts';

const HOUR = 3_600_000;

/** A step being done: what was asked, and what the ledger knows of it. */
export interface Doing {
  deps: Deps;
  input: PerformInput;
  found: Case;
  procedure: Procedure;
  catalog: Catalog;
  /** What earlier tries of this work have left. */
  intents: Intent[];
  zone: string;
  sender: Sender;
  /** What was tried so far, for what staff read; null where a step has nothing for them. */
  history: string | null;
  /** What the customer owes; null where the procedure has no levels. */
  owed: StatementValues | null;
  /** Every effect so far was simply done: the case will stand as was foreseen. */
  asForeseen: boolean;
  /** The word under which the ledger has taken over how the case stands then. */
  stands?: Turn;
}

/** Null when the ledger has no such case. What is a rehearsal there reaches nobody, whatever its workflow was told. */
export async function beginDoing(deps: Deps, asked: PerformInput): Promise<Doing | null> {
  const found = await findCase(deps.ledger, asked.caseId);
  if (!found) return null;
  await refuseOvertaken(deps.ledger, found, asked);
  const input = found.rehearsal ? { ...asked, rehearsal: true } : asked;
  const { procedure, catalog } = await procedureOf(deps.ledger, found.hash);
  const intents = await intentsOf(deps.ledger, input);
  const { zone } = deps.calendar(input.calendar);
  const sender = await senderOf(deps.ledger, deps, found);
  const forStaff = input.effects.some(({ verb }) => FOR_STAFF.includes(verb));
  const history = forStaff ? await historyOfCase(deps, input.caseId, zone, procedure.locale) : null;
  const owed = await owedInWords(deps, input, found, procedure, zone);
  return { deps, input, found, procedure, catalog, intents, zone, sender, history, owed, asForeseen: true };
}

async function owedInWords(
  deps: Deps,
  input: PerformInput,
  found: Case,
  { levels, locale }: Procedure,
  zone: string,
): Promise<StatementValues | null> {
  if (levels.length === 0) return null;
  const { items, today } = await owedAt(deps, found, localDate(zone, caseNow({ deps, input })));
  return statementValues(items, today, locale);
}

const FOR_STAFF: Effect['verb'][] = ['task', 'tell', 'call'];

async function historyOfCase({ ledger }: Deps, id: string, zone: string, locale: string): Promise<string> {
  const entries = await timelineOf(ledger, id);
  const plain = entries.map(({ at, round, what, about, because }) => ({
    at,
    round,
    what,
    ...(about === null ? {} : { about }),
    ...(because === null ? {} : { because }),
  }));
  return historyOf(plain, zone, locale);
}

/** The clock that counts for the case. */
export function caseNow({ deps, input }: Pick<Doing, 'deps' | 'input'>): Instant {
  return input.rehearsal ? input.at : wallNow(deps);
}

export function wallNow(deps: Deps): Instant {
  return (deps.clock ?? Date.now)();
}

/** When a task that is opened now is overdue. */
export function dueOf(doing: Doing): Instant {
  return caseNow(doing) + doing.input.taskHours * HOUR;
}

/** How the timeline names an effect: the same words as the interpreter's. */
export function aboutOf({ input }: Doing, index: number): string {
  const effect = input.effects[index];
  return effect ? `${input.key}/${nameOf(effect)}` : input.key;
}

/** The case as other systems know it. */
export function referenceOf({ id, procedure, source, occurrence }: Case): CaseReference {
  return { id, procedure, source, occurrence };
}
