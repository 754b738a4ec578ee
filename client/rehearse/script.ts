import type { LocalDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Days } from './moments.ts';
import type { RehearsedEntry } from './rehearse.ts';

/** A day of the procedure; or the name of a message, call, task, note or act: an hour after that was done. */
export type On = number | string;

/** What comes from outside: the contact answers, or what the case waits for happens. */
export type Happening =
  | { on: On; what: 'reply' }
  | { on: On; what: 'condition'; condition: string }
  | ({ what: 'hold' } & Held);

/** Somebody puts the case on hold until a day of the procedure or a date, because of a promise or not. */
export interface Held {
  on: On;
  until: number | LocalDate;
  promise?: boolean | undefined;
}

const AFTER_MS = 3_600_000;
/** Entries that say of a name that it was done, in whatever way. */
const DONE = ['done', 'tried', 'task-done', 'looked-up'];

/** What has yet to come in a rehearsal. */
export class Script {
  readonly #left: { happening: Happening; at: Instant | null }[];

  readonly days: Days;

  constructor(happenings: Happening[], days: Days) {
    this.days = days;
    this.#left = happenings.map((happening) => {
      const { on } = happening;
      return { happening, at: typeof on === 'number' ? days.moment(on) : null };
    });
  }

  /** What comes next, as far as it is known by now. After the end only a reply still means something. */
  next(timeline: RehearsedEntry[], closed: boolean): { happening: Happening; at: Instant } | null {
    for (const each of this.#left) each.at ??= momentAfter(each.happening.on, timeline);
    const known = this.#left.flatMap(({ happening, at }) => (at === null ? [] : [{ happening, at }]));
    const possible = known.filter(({ happening }) => !closed || happening.what === 'reply');
    return possible.sort((a, b) => a.at - b.at)[0] ?? null;
  }

  taken(happening: Happening): void {
    const at = this.#left.findIndex((each) => each.happening === happening);
    this.#left.splice(at, 1);
  }

  /** What never came: its name is most likely misspelt, or the case had ended. */
  unused(): string[] {
    return this.#left.map(({ happening }) => {
      const what = happening.what === 'condition' ? happening.condition : happening.what;
      return `${what}@${happening.on}`;
    });
  }
}

function momentAfter(on: On, timeline: RehearsedEntry[]): Instant | null {
  const done = timeline.find(({ what, about }) => DONE.includes(what) && about?.endsWith(`:${on}`));
  return done ? done.at + AFTER_MS : null;
}
