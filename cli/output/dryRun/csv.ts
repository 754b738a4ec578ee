import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import type { Change } from '../../../domain/dryRun/changes.ts';
import type { PastCase } from '../../../domain/dryRun/pastCase.ts';

const COLUMNS = [
  'case',
  'contact',
  'variant',
  'date',
  'time',
  'at',
  'day',
  'what',
  'name',
  'for',
  'change',
  'before',
];

export function csvHead(): string {
  return stringify([COLUMNS], { bom: true });
}

/** Writes the rows of cases, with the times of a zone. */
export class CsvRows {
  readonly #zone: string;
  readonly #times = new Map<number, { time: string; iso: string }>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** A row for each thing that would have been done in the case; with nothing to compare with, all are "same". */
  of(past: PastCase, changes: Change[]): string {
    const rows = changes.map((change) => {
      const { at, date, kind, name, role, day } = change.is;
      const { time, iso } = this.#timeOf(at);
      const before = change.change === 'moved' ? this.#timeOf(change.was.at).iso : '';
      const who = [past.name, past.contact ?? '', past.variant ?? ''];
      return who.concat(date, time, iso, String(day ?? ''), kind, name, role ?? '', change.change, before);
    });
    return stringify(rows, { escape_formulas: true });
  }

  /** Most things share their moments, and asking a zone for its time is slow. */
  #timeOf(at: number): { time: string; iso: string } {
    const known = this.#times.get(at);
    if (known) return known;
    if (this.#times.size >= MOST_TIMES) this.#times.clear();
    const moment = DateTime.fromMillis(at, { zone: this.#zone });
    const found = { time: moment.toFormat('HH:mm'), iso: moment.toISO() ?? '' };
    this.#times.set(at, found);
    return found;
  }
}

const MOST_TIMES = 10_000;
