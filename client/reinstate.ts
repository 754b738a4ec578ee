import { plainItems } from '../domain/procedure/timetable.ts';
import { findPerson } from '../ledger/people.ts';
import { findProcedure } from '../ledger/procedures.ts';
import { linkReinstated } from '../ledger/reinstated.ts';
import type { Case } from '../ledger/schema.ts';
import { mayActFor, whoActsIn } from './acting.ts';
import { caseNow } from './caseClock.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { openCase, type OpenedCase } from './openCase.ts';

export interface Reinstate extends Pick<By, 'by'> {
  /** The attempt with which it goes on, counted from 1; absent: the one behind the last that was made. */
  from?: number | undefined;
}

/**
 * A manager takes an ended case up again, as a new case of the same occurrence with "~2" behind its id (then "~3" and so
 * on): same facts, contact, owner and calendar, with the procedure as it is today. Doing it again finds the same new case.
 * @throws ClientError FT-CLI-NOT-ENDED, FT-CLI-ROLE; what `openCase` throws
 */
export async function reinstate(context: Context, caseId: string, given: Reinstate): Promise<OpenedCase> {
  const row = await existing(context, caseId);
  const actor = await whoActsIn(context.ledger, row, given.by);
  if (row.status !== 'closed')
    throw new ClientError('FT-CLI-NOT-ENDED', `${caseId} has not ended: there is nothing to take up again.`);
  const roles = await managersOf(context, row);
  const may = await Promise.all(roles.map((role) => mayActFor(context.ledger, actor, role, Date.now())));
  if (!may.includes(true))
    throw new ClientError('FT-CLI-ROLE', `${given.by} does not answer for ${roles.join(' or ')}.`);
  const again = await asNew(context, row, attemptsBefore(row, given.from));
  const opened = await openCase(context, { ...again, by: actor.id });
  await linkReinstated(context.ledger, {
    ended: row,
    taken: opened.id,
    by: given.by,
    at: caseNow(row),
  });
  return opened;
}

function attemptsBefore(row: Case, from: number | undefined): number {
  if (from === undefined) return row.attempts;
  if (Number.isInteger(from) && from >= 1 && from <= row.attempts + 1) return from - 1;
  throw new ClientError(
    'FT-CLI-NOT-ENDED',
    `${row.id} has made ${row.attempts} attempts: it can go on with attempt 1 to ${row.attempts + 1}.`,
  );
}

/** Whoever approves what cannot be undone, or is there for what is left undone; else the owner. */
async function managersOf({ ledger }: Context, row: Case): Promise<string[]> {
  const procedure = (await findProcedure(ledger, row.hash))?.decoded;
  const items = procedure?.steps.flatMap(plainItems) ?? [];
  const approvers = items.flatMap((item) => {
    if (item.verb === 'act') return item.approvedBy ?? [];
    return item.verb === 'ask' ? item.role : [];
  });
  const escalateTo = procedure?.tasks.escalateTo;
  const roles = [...new Set([...approvers, ...(escalateTo ? [escalateTo] : [])])];
  return roles.length > 0 ? roles : [row.owner];
}

async function asNew({ ledger }: Context, row: Case, attemptsMade: number) {
  const { procedure, source, variant, calendar, facts, contact, owner, rehearsal } = row;
  const owned = row.owner_person === null ? undefined : await findPerson(ledger, row.owner_person);
  return {
    procedure,
    source,
    id: nextOccurrence(row.occurrence),
    variant: variant ?? undefined,
    calendar: calendar ?? undefined,
    facts,
    contact,
    owner,
    ownerPerson: owned?.active ? owned.id : undefined,
    rehearsal,
    ...(attemptsMade > 0 ? { attemptsMade } : {}),
  };
}

/** "A-7" → "A-7~2" → "A-7~3". */
function nextOccurrence(occurrence: string): string {
  const [, base = occurrence, number = '1'] = /^(.*)~(\d+)$/.exec(occurrence) ?? [];
  return `${base}~${Number(number) + 1}`;
}
