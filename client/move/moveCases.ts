import { changesBetween } from '../../domain/move/changes.ts';
import type { Refused } from '../../domain/move/errors.ts';
import { moveCase } from '../../domain/move/move.ts';
import { variantsOf } from '../../domain/procedure/timetable.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Effect } from '../../domain/program/program.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import type { Case } from '../../ledger/schema.ts';
import { calendarsOf, keepCalendar } from '../../ledger/versions/calendars.ts';
import { whoActs } from '../acting.ts';
import { ask } from '../ask.ts';
import { calendarNamed } from '../calendars.ts';
import type { Context } from '../context.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';
import { type Resolved, resolveVersion } from '../versions/resolve.ts';
import { type CaseChanges, changeCases, type Judged, type Run } from './run.ts';
import { standingOf, zeroOf } from './standing.ts';

export interface MoveCases extends Run {
  procedure: string;
  /** The version by its number, the beginning of its hash, or `file`. */
  to: string;
  /** These cases only, rehearsals among them; absent: every live case that is open. */
  cases?: readonly string[] | undefined;
}

/**
 * Has open cases follow another version of their procedure. Each is judged by itself: one for which the new version would
 * break a rule by what has already happened stays where it is, with the reasons. Every move is in the case's timeline. A
 * case with a calendar of its own keeps it.
 * @throws ClientError FT-CLI-VERSION, FT-CLI-PROCEDURE
 */
export async function moveCases(context: Context, given: MoveCases): Promise<CaseChanges & { to: Resolved }> {
  const { procedure, cases } = given;
  const to = await resolveVersion(context, procedure, given.to);
  const calendar = await calendarNamed(context, to.procedure.clock.calendar);
  if (given.apply) {
    await whoActs(context.ledger, given.by);
    await keepProcedure(
      context.ledger,
      { hash: to.hash, name: procedure, version: to.version, sources: to.sources, decoded: to.procedure },
      given.by,
    );
  }
  const judge = async (row: Case) => {
    const own = row.calendar === null ? calendar : await calendarNamed(context, row.calendar);
    if (given.apply) await keepCalendar(context.ledger, own, Date.now());
    return judged(context, row, { ...given, to, calendar: own });
  };
  return { ...(await changeCases(context, { procedure, cases }, given, judge)), to };
}

interface To {
  to: Resolved;
  calendar: CalendarRules;
  by: string;
  note?: string | undefined;
}

async function judged(context: Context, row: Case, { to, calendar, by, note }: To): Promise<Judged> {
  const said = { caseId: row.id, zone: row.plan?.zone ?? null };
  const standing = await standingOf(context, row.id);
  if (!standing) return { ...said, became: 'refused', refused: [{ code: 'not-carried' }] };
  if (standing.hash === to.hash) return { ...said, became: 'unchanged' };
  const missing = whatIsMissing(row, to, standing.busy);
  if (missing) return { ...said, became: 'refused', refused: [missing] };
  const program = await context.procedures.programOf({ ...row, hash: standing.hash });
  const next = context.procedures.compiled(to.procedure, { ...row, hash: to.hash });
  const { state, now } = standing;
  const before = (await context.procedures.calendar(program.clock.calendar)) ?? calendar;
  const { catalog } = await context.procedures.editionOf({ ...row, hash: standing.hash });
  const move = moveCase({
    program,
    state,
    to: next,
    calendar,
    known: [before, ...(await calendarsOf(context.ledger, program.clock.calendar))],
    zeroBefore: zeroOf(row, state, program.clock.dayZero),
    zero: zeroOf(row, state, next.clock.dayZero),
    now,
    closes: (effect: Effect) =>
      effect.verb === 'send' && catalog.rendersClosing(effect.name, effect.channel, row.variant),
  });
  if ('refused' in move) return { ...said, became: 'refused', refused: move.refused };
  const { place, plan, mark, after } = move.move;
  const change = changesBetween(
    { program, state, calendar: before },
    { program: next, state: after, calendar },
    now,
  );
  const words = note === undefined ? {} : { note: checkText(note, 'note', LONGEST_TEXT) };
  const args = { from: standing.hash, to: to.hash, place, plan, mark, ...words };
  return {
    ...said,
    became: 'would-change',
    change,
    ask: () => ask(context, { caseId: row.id, name: 'moveTo', args, actor: by }),
  };
}

function whatIsMissing(row: Case, { procedure }: Resolved, busy: boolean): Refused | null {
  if (busy) return { code: 'under-way' };
  if (!variantsOf(procedure).includes(row.variant))
    return { code: 'variant-gone', about: row.variant ?? 'none' };
  const fact = Object.entries(procedure.facts).find(
    ([name, { required, default: usual }]) =>
      required && usual === undefined && row.facts[name] === undefined,
  );
  return fact ? { code: 'fact-missing', about: fact[0] } : null;
}
