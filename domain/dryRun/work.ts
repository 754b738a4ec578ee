import type { LocalDate } from '../calendar/localTime.ts';
import type { Happening, Work } from './happening.ts';

/** Minutes that one of a kind takes a person. */
export type Minutes = Record<Work, number>;

/** Our guesses: a call with its note, a task with its travel between screens, a decision with reading the case. */
export const USUAL_MINUTES: Minutes = { call: 10, review: 15, task: 10, decision: 5 };

/** What a role has to do. */
export interface RoleWork {
  role: string;
  counts: Record<Work, number>;
  minutes: number;
  busiest: { date: LocalDate; minutes: number };
}

/** Adds up the work of people by role and day. */
export class WorkLoad {
  readonly #minutes: Minutes;
  readonly #roles = new Map<string, { counts: Record<Work, number>; days: Map<LocalDate, number> }>();

  constructor(minutes: Minutes) {
    this.#minutes = minutes;
  }

  /** @returns the minutes that it takes */
  add({ role, date }: Happening, kind: Work): number {
    const name = role ?? '';
    const load = this.#roles.get(name) ?? {
      counts: { call: 0, review: 0, task: 0, decision: 0 },
      days: new Map<LocalDate, number>(),
    };
    const minutes = this.#minutes[kind];
    load.counts[kind] += 1;
    load.days.set(date, (load.days.get(date) ?? 0) + minutes);
    this.#roles.set(name, load);
    return minutes;
  }

  /** By role, the one with most work first. */
  roles(): RoleWork[] {
    const all = [...this.#roles].map(([role, { counts, days }]): RoleWork => {
      const minutes = [...days.values()].reduce((sum, each) => sum + each, 0);
      const busiest = [...days].reduce((most, day) => (isBusier(day, most) ? day : most));
      return { role, counts, minutes, busiest: { date: busiest[0], minutes: busiest[1] } };
    });
    return all.sort((one, other) => other.minutes - one.minutes || (one.role < other.role ? -1 : 1));
  }
}

function isBusier([date, minutes]: [LocalDate, number], [day, most]: [LocalDate, number]): boolean {
  return minutes > most || (minutes === most && date < day);
}
