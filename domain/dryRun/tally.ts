import type { LocalDate } from '../calendar/localTime.ts';
import type { CaseRun } from './edition.ts';
import { type Counts, isWork, noCounts, REACHES } from './happening.ts';
import type { PastCase } from './pastCase.ts';
import { People, type PeopleReached } from './people.ts';
import { type Minutes, type RoleWork, WorkLoad } from './work.ts';

/** What would have been done on one day. */
export interface Day {
  date: LocalDate;
  counts: Counts;
  /** People reached; one step of one case counts once, by whatever number of channels. */
  contacts: number;
  /** Work of people, in minutes. */
  minutes: number;
}

/** What a version would have done with all of the cases. */
export interface Totals {
  cases: number;
  counts: Counts;
  contacts: number;
  minutes: number;
  /** Days on which something is done, in order. */
  days: Day[];
  /** Cases by how they stopped from outside, or how the procedure ended them; `open`: neither. */
  ends: Record<string, number>;
  people: PeopleReached;
  roles: RoleWork[];
}

/** Adds up cases. It needs an entry for each day and each named person, however many cases there are. */
export class Tally {
  readonly #days = new Map<LocalDate, Day>();
  readonly #ends = new Map<string, number>();
  readonly #people = new People();
  readonly #work: WorkLoad;
  #cases = 0;

  constructor(minutes: Minutes) {
    this.#work = new WorkLoad(minutes);
  }

  add(past: PastCase, { happenings, ends }: CaseRun): void {
    this.#cases += 1;
    const reached = new Map<string, LocalDate>();
    for (const each of happenings) {
      const day = this.#day(each.date);
      day.counts[each.kind] += 1;
      if (isWork(each.kind)) day.minutes += this.#work.add(each, each.kind);
      if (REACHES.includes(each.kind)) reached.set(`${each.step} ${each.date}`, each.date);
    }
    for (const date of reached.values()) this.#day(date).contacts += 1;
    this.#people.add(past.contact, [...reached.values()]);
    const how = ends ?? past.stop?.by ?? 'open';
    this.#ends.set(how, (this.#ends.get(how) ?? 0) + 1);
  }

  totals(): Totals {
    const days = [...this.#days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
    const counts = noCounts();
    for (const day of days) {
      for (const kind of Object.keys(counts) as (keyof Counts)[]) counts[kind] += day.counts[kind];
    }
    return {
      cases: this.#cases,
      counts,
      contacts: days.reduce((sum, { contacts }) => sum + contacts, 0),
      minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
      days,
      ends: Object.fromEntries([...this.#ends].sort(([, one], [, other]) => other - one)),
      people: this.#people.reached(),
      roles: this.#work.roles(),
    };
  }

  #day(date: LocalDate): Day {
    const day = this.#days.get(date) ?? { date, counts: noCounts(), contacts: 0, minutes: 0 };
    this.#days.set(date, day);
    return day;
  }
}
