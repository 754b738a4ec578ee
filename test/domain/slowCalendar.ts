/**
 * A second planner for the tests, slow and plain: it walks every quarter of an hour and asks Intl what the clocks on the
 * wall show. It shares no code with the product. Good for zones whose clocks change at full quarters, and hours that are.
 */
export interface SlowCalendar {
  zone: string;
  weekdays: number[];
  hours: { from: string; until: string };
  daysOff: string[];
  open: string[];
  closesEarly: Record<string, string>;
}

export interface SlowClock {
  firstDay: number;
  count: 'business-days' | 'calendar-days';
  sentFrom?: string;
  sentUntil?: string;
  at: string;
  fullDaysBetween?: number;
  skipAfterDays?: number;
}

export interface SlowStep {
  key: string;
  when: string;
  day?: number;
  attempt: boolean;
  warns: boolean;
}

export interface SlowPlan {
  dayZero: string;
  moved: boolean;
  slots: Record<string, { at: number; until: number; notAfter?: number }>;
}

const QUARTER = 15 * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Date and time of day on a wall in the zone. Swedes write them as 2026-03-09 17:00. */
export function wall(zone: string, instant: number): { date: string; clock: string } {
  const known = formats.get(zone);
  const format =
    known ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(zone, format);
  const [date, clock] = format.format(instant).split(' ');
  return { date: date!, clock: clock! };
}

interface Day {
  date: string;
  quarters: { instant: number; clock: string }[];
}

/** The days that people in a zone have, from the day before an instant on, each with every quarter that its clocks show. */
export class Days {
  private readonly zone: string;
  private readonly known: Day[] = [];
  private instant: number;

  constructor(zone: string, around: number) {
    this.zone = zone;
    this.instant = Math.floor(around / QUARTER) * QUARTER - 2 * 96 * QUARTER;
    // The walk begins within a day, which is therefore not whole.
    this.at(1);
    this.known.shift();
  }

  at(index: number): Day {
    while (this.known.length < index + 2) {
      const { date, clock } = wall(this.zone, this.instant);
      if (this.known.at(-1)?.date !== date) this.known.push({ date, quarters: [] });
      this.known.at(-1)!.quarters.push({ instant: this.instant, clock });
      this.instant += QUARTER;
    }
    return this.known[index]!;
  }

  indexOf(date: string): number {
    let index = 0;
    while (this.at(index).date !== date) index++;
    return index;
  }

  /** When the walls first show this time; a skipped time comes as much later as the clocks jumped. */
  strike(index: number, clock: string): number {
    if (clock === '24:00') return this.at(index).quarters.at(-1)!.instant + QUARTER;
    const { quarters } = this.at(index);
    const shown = quarters.find((quarter) => quarter.clock === clock);
    if (shown) return shown.instant;
    const before = quarters.filter((quarter) => quarter.clock < clock).at(-1);
    if (before) return before.instant + (minutes(clock) - minutes(before.clock)) * 60_000;
    const evening = this.at(index - 1).quarters.at(-1)!;
    return evening.instant + (24 * 60 + minutes(clock) - minutes(evening.clock)) * 60_000;
  }
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function works(calendar: SlowCalendar, date: string): boolean {
  if (calendar.open.includes(date)) return true;
  const [year, month, day] = date.split('-').map(Number);
  const weekday = new Date(Date.UTC(year!, month! - 1, day)).getUTCDay();
  return calendar.weekdays.includes(weekday === 0 ? 7 : weekday) && !calendar.daysOff.includes(date);
}

export function slowPlan(
  clock: SlowClock,
  steps: SlowStep[],
  calendar: SlowCalendar,
  event: number,
): SlowPlan {
  const days = new Days(calendar.zone, event);
  const sent = wall(calendar.zone, event);
  const closing = (index: number) =>
    days.strike(index, calendar.closesEarly[days.at(index).date] ?? calendar.hours.until);
  const indexOfWorkingDay = (from: number) => {
    for (let index = from; ; index++) if (works(calendar, days.at(index).date)) return index;
  };
  const count = (from: number, counted: number) => {
    let index = from;
    for (let left = counted; left > 0; left--) {
      index = clock.count === 'business-days' ? indexOfWorkingDay(index + 1) : index + 1;
    }
    return index;
  };

  let zero = days.indexOf(sent.date);
  let moved = false;
  if (clock.sentFrom !== undefined && clock.sentUntil !== undefined) {
    if (sent.clock < clock.sentFrom) {
      moved = true;
      zero = indexOfWorkingDay(zero);
    } else if (!works(calendar, sent.date) || sent.clock > clock.sentUntil) {
      moved = true;
      zero = indexOfWorkingDay(zero + 1);
    }
  }

  const slots: SlowPlan['slots'] = {};
  let earliest = event;
  let lastAttempt: { index: number; day: number } | undefined;
  for (const step of steps) {
    if (step.when === 'opened') continue;
    if (step.when === 'day-zero-moved' && !moved) continue;
    let index = step.when === 'day' ? count(zero, step.day! - clock.firstDay) : zero;
    if (lastAttempt && step.attempt)
      index = Math.max(index, lastAttempt.index + 1 + (clock.fullDaysBetween ?? 0));
    if (lastAttempt && !step.attempt) {
      index = Math.max(index, count(lastAttempt.index, (step.day ?? lastAttempt.day) - lastAttempt.day));
    }
    for (; ; index++) {
      if (!works(calendar, days.at(index).date)) continue;
      const at = days.strike(index, clock.at);
      if (at < earliest || at < days.strike(index, calendar.hours.from) || at >= closing(index)) continue;
      slots[step.key] = { at, until: closing(index) };
      if (clock.skipAfterDays !== undefined && !step.warns) {
        slots[step.key]!.notAfter = days.strike(count(index, clock.skipAfterDays), '24:00') - 1;
      }
      earliest = at;
      if (step.attempt) lastAttempt = { index, day: step.day! };
      break;
    }
  }
  return { dayZero: days.at(zero).date, moved, slots };
}
