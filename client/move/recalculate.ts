import { changesBetween } from '../../domain/move/changes.ts';
import { recalculate as judge } from '../../domain/move/recalculate.ts';
import type { Case } from '../../ledger/schema.ts';
import { calendarsOf, keepCalendar } from '../../ledger/versions/calendars.ts';
import { whoActs } from '../acting.ts';
import { ask } from '../ask.ts';
import { calendarNamed } from '../calendars.ts';
import type { Context } from '../context.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';
import { type CaseChanges, changeCases, type Judged, type Run } from './run.ts';
import { standingOf, zeroOf } from './standing.ts';

export interface Recalculate extends Run {
  /** Cases of this procedure; absent: of all. */
  procedure?: string | undefined;
  /** Cases whose dates come from this calendar. */
  calendar?: string | undefined;
  /** These cases only, rehearsals among them. */
  cases?: readonly string[] | undefined;
}

/**
 * Has open cases take their dates anew, after their calendar was changed (DET-5). What has been sent stays sent, and no
 * date becomes a past one.
 */
export async function recalculate(context: Context, given: Recalculate): Promise<CaseChanges> {
  const { procedure, calendar, cases } = given;
  if (procedure !== undefined) await context.procedures.current(procedure);
  if (calendar !== undefined) await calendarNamed(context, calendar);
  if (given.apply) await whoActs(context.ledger, given.by);
  return changeCases(context, { procedure, calendar, cases }, given, (row) => judged(context, row, given));
}

async function judged(context: Context, row: Case, { by, note, apply }: Recalculate): Promise<Judged> {
  const said = { caseId: row.id, zone: row.plan?.zone ?? null };
  const standing = await standingOf(context, row.id);
  if (!standing) return { ...said, became: 'refused', refused: [{ code: 'not-carried' }] };
  if (standing.busy) return { ...said, became: 'refused', refused: [{ code: 'under-way' }] };
  const program = await context.procedures.programOf({ ...row, hash: standing.hash });
  const { state, now } = standing;
  const calendar = await calendarNamed(context, program.clock.calendar);
  const known = await calendarsOf(context.ledger, program.clock.calendar);
  if (apply) await keepCalendar(context.ledger, calendar, Date.now());
  const zero = zeroOf(row, state, program.clock.dayZero);
  const found = judge({ program, state, calendar, known, zero, now });
  if (found === null) return { ...said, became: 'unchanged' };
  if ('refused' in found) return { ...said, became: 'refused', refused: found.refused };
  const { plan, mark, after } = found.change;
  const words = note === undefined ? {} : { note: checkText(note, 'note', LONGEST_TEXT) };
  const args = { plan, mark, ...words };
  return {
    ...said,
    became: 'would-change',
    change: changesBetween({ program, state, calendar }, { program, state: after, calendar }, now),
    ask: () => ask(context, { caseId: row.id, name: 'recalculate', args, actor: by }),
  };
}
