import type { Slot } from '../program/plan.ts';
import type { Clock, Instant, Program, ProgramStep } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { closesAt } from './hours.ts';
import { instantAt, label, localDate } from './localTime.ts';
import { countedDaysAfter } from './workingDays.ts';

/** What the planner needs of a program. */
export type Planned = Pick<Program, 'clock' | 'steps'>;

/** The slot of a step that is due at an instant of a working day. */
export function slotAt(clock: Clock, calendar: Calendar, step: ProgramStep, at: Instant): Slot {
  const { zone } = calendar;
  const date = localDate(zone, at);
  const slot: Slot = { at, until: closesAt(calendar, date), label: label(zone, at) };
  if (clock.skipAfterDays === undefined || step.warns) return slot;
  const last = countedDaysAfter(clock.count, calendar, date, clock.skipAfterDays);
  return { ...slot, notAfter: instantAt(zone, last, '24:00') - 1 };
}
