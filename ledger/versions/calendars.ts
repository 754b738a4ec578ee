import { versionOf } from '../../domain/calendar/calendar.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';

/** What this process has kept already: an import asks for each of its rows. */
const KEPT = new WeakMap<Ledger, Set<string>>();

/** Keeps a calendar as it is when dates are planned by it, once. */
export async function keepCalendar(ledger: Ledger, rules: CalendarRules, at: Instant): Promise<void> {
  const kept = KEPT.get(ledger) ?? new Set();
  const hash = versionOf(rules);
  if (kept.has(hash)) return;
  await ledger
    .insertInto('calendars')
    .values({ hash, name: rules.calendar, rules: json(rules), first_seen: instant(at) })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  KEPT.set(ledger, kept.add(hash));
}

/** More versions than anybody makes of a calendar while a case runs. */
const AT_MOST = 20;

/** The versions of a calendar that dates were planned by, newest first. */
export async function calendarsOf(ledger: Ledger, name: string): Promise<CalendarRules[]> {
  const rows = await ledger
    .selectFrom('calendars')
    .select('rules')
    .where('name', '=', name)
    .orderBy('first_seen', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.map(({ rules }) => rules);
}
