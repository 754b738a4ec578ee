import type { Plan, PlanAsk } from '../program/plan.ts';
import type { Instant } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { nextOpening } from './hours.ts';
import { type LocalDate, localDate } from './localTime.ts';
import { type Planned, slotAt } from './slot.ts';
import { waitsForLevel } from './waiting.ts';

/** How an account stands, and when it is next looked at: the earliest day on which one of its debts reaches a level. */
export interface Coming {
  standing: NonNullable<Plan['standing']>;
  /** Null: nothing that is left could ever come. */
  on: LocalDate | null;
}

/**
 * The date of the next review, at the clock's hour of the first working day from then on. A date that a person set by
 * hand stands instead of the level's. The debt is the anchor: what is not yet due has its date all the same, however early
 * the case was opened. Without a date there is no slot: the account is paid, or all of it is disputed.
 */
export function planLevel(
  { clock, steps }: Planned,
  calendar: Calendar,
  ask: PlanAsk,
  coming: Coming,
  now: Instant,
): Plan {
  const { zone } = calendar;
  const { standing } = coming;
  const zero = localDate(zone, ask.kind === 'round' ? ask.zero : ask.notBefore);
  const dates = { zone, dayZero: zero, moved: false };
  const step = steps.find(waitsForLevel);
  if (!step || coming.on === null) return { ...dates, standing, slots: {} };
  const manual = ask.kind === 'from' ? ask.manual : undefined;
  const notBefore = Math.max(now, ask.kind === 'from' ? ask.notBefore : now, manual ?? 0);
  const from = manual === undefined ? coming.on : localDate(zone, manual);
  const at = nextOpening(calendar, notBefore, clock.at, from);
  return { ...dates, standing, slots: { [step.key]: slotAt(clock, calendar, step, at) } };
}
