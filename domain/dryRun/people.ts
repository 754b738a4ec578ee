import type { LocalDate } from '../calendar/localTime.ts';

/** A person who hears from us often. */
export interface Busy {
  contact: string;
  contacts: number;
  /** On how many days. */
  days: number;
  /** The day with most contacts, the first of them. */
  most: { date: LocalDate; contacts: number };
}

export interface PeopleReached {
  people: number;
  /** Cases without a contact id each count as a person of their own. */
  unnamed: number;
  /** Number of contacts → how many people have so many. */
  byContacts: Record<number, number>;
  average: number;
  /** People with two contacts or more on one day, from several cases. */
  twiceADay: number;
  /** Those with most contacts on one day, then most in all; at most ten, all with a contact id. */
  busiest: Busy[];
}

const SHOWN = 10;

/** Counts contacts by person: one small entry for each person that is named, and none for the others. */
export class People {
  readonly #named = new Map<string, Map<LocalDate, number>>();
  readonly #byContacts = new Map<number, number>();
  #unnamed = 0;

  /** @param contacts the days on which a case reaches the person, a day for each contact */
  add(contact: string | null, contacts: LocalDate[]): void {
    if (contact === null) {
      this.#unnamed += 1;
      this.#byContacts.set(contacts.length, (this.#byContacts.get(contacts.length) ?? 0) + 1);
      return;
    }
    const days = this.#named.get(contact) ?? new Map<LocalDate, number>();
    for (const date of contacts) days.set(date, (days.get(date) ?? 0) + 1);
    this.#named.set(contact, days);
  }

  reached(): PeopleReached {
    const byContacts = new Map(this.#byContacts);
    const busiest: Busy[] = [];
    let twiceADay = 0;
    for (const [contact, days] of this.#named) {
      const busy = busyOf(contact, days);
      byContacts.set(busy.contacts, (byContacts.get(busy.contacts) ?? 0) + 1);
      if (busy.most.contacts > 1) twiceADay += 1;
      if (busy.contacts > 0) keep(busiest, busy);
    }
    const people = this.#named.size + this.#unnamed;
    const contacts = [...byContacts].reduce((sum, [each, times]) => sum + each * times, 0);
    return {
      people,
      unnamed: this.#unnamed,
      byContacts: Object.fromEntries([...byContacts].sort(([one], [other]) => one - other)),
      average: people === 0 ? 0 : contacts / people,
      twiceADay,
      busiest,
    };
  }
}

function busyOf(contact: string, days: Map<LocalDate, number>): Busy {
  let contacts = 0;
  let most = { date: '', contacts: 0 };
  for (const [date, each] of days) {
    contacts += each;
    if (each > most.contacts || (each === most.contacts && date < most.date)) most = { date, contacts: each };
  }
  return { contact, contacts, days: days.size, most };
}

/** Keeps the list in order and short. */
function keep(busiest: Busy[], busy: Busy): void {
  busiest.push(busy);
  busiest.sort(
    (one, other) =>
      other.most.contacts - one.most.contacts ||
      other.contacts - one.contacts ||
      (one.contact < other.contact ? -1 : 1),
  );
  busiest.length = Math.min(busiest.length, SHOWN);
}
