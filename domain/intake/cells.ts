import { createHash } from 'node:crypto';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isZone } from '../calendar/decode.ts';
import { localDate } from '../calendar/localTime.ts';
import { own } from '../procedure/present.ts';
import { dayInWords, type ReadDate, readDate } from './dates.ts';
import { isNeeded } from './header.ts';
import { type Column, plain } from './mapping.ts';
import type { NewCase, Reader, RowProblem, RowRead } from './row.ts';
import type { RowErrorCode } from './errors.ts';

const ID = /^[A-Za-z0-9][A-Za-z0-9._~:#=|-]*$/;
/** What a spreadsheet makes of a long number; several of them look alike then. */
const SHORTENED = /^\d([.,]\d+)?E[+-]?\d+$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Of a hash, in hex: enough that no two addresses of one installation share it. */
const HASHED = 16;

/** The cells of one row, read by the mapping; collects every problem instead of stopping at the first. */
export class Cells {
  readonly problems: RowProblem[] = [];
  /** Facts whose cell is empty or could not be read: they need no second complaint. */
  readonly unread: string[] = [];
  private readonly reader: Reader;
  private readonly values: readonly string[];
  private readonly zone: string;

  constructor(reader: Reader, values: readonly string[]) {
    this.reader = reader;
    this.values = values;
    this.zone = this.zoneOfRow() ?? reader.mapping.zone;
  }

  /** What the list says itself: a status that needs no case, or an appointment. */
  leftOut(): Extract<RowRead, { is: 'not-needed' | 'discrepancy' }> | undefined {
    for (const column of this.reader.mapping.columns) {
      const text = this.textOf(column);
      const because = text === '' ? undefined : own(column.notNeeded, plain(text));
      if (because !== undefined) return { is: 'not-needed', reason: because };
      if (column.nextAppointment && text !== '') return this.appointment(column, text);
    }
    return undefined;
  }

  /** A part of an id; addresses are hashed, because ids are seen by everybody (SRV-9). */
  part(name: string): string {
    const column = this.reader.mapping.columns.find((each) => each.name === name);
    const text = column ? this.textOf(column) : '';
    if (!column || text === '') return '';
    if (this.isDate(column)) {
      const read = this.dateOf(column, text);
      return 'day' in read ? read.day : '';
    }
    if (column.contact === 'email' || column.contact === 'phone') {
      const address = this.addressOf(column.contact, text);
      return address === undefined ? '' : `${column.contact}-${hashed(address)}`;
    }
    if (SHORTENED.test(text))
      this.refuse('FT-INT-ROW-ID', column, `"${text}" was shortened by a spreadsheet`);
    else if (!ID.test(text)) this.refuse('FT-INT-ROW-ID', column, `"${text}" cannot be part of an id`);
    return text;
  }

  read(): Pick<NewCase, 'facts' | 'contact' | 'attemptsMade' | 'calendar'> {
    const { mapping } = this.reader;
    const facts: Record<string, string> = {};
    const contact: NewCase['contact'] = {};
    let attemptsMade = 0;
    for (const column of mapping.columns) {
      const text = this.textOf(column);
      if (text === '') {
        if (!isNeeded(mapping, column)) continue;
        this.problems.push({ code: 'FT-INT-ROW-MISSING', message: `${column.name} is empty` });
        if (column.fact !== null) this.unread.push(column.fact);
        continue;
      }
      if (column.fact !== null) {
        const value = this.factOf(column, text);
        if (value === undefined) this.unread.push(column.fact);
        else facts[column.fact] = value;
      }
      if (column.contact !== null) {
        const value = this.contactOf(column, text);
        if (value !== undefined) contact[column.contact] = value;
      }
      if (column.attemptsMade) {
        if (/^\d{1,2}$/.test(text)) attemptsMade = Number(text);
        else this.refuse('FT-INT-ROW-NUMBER', column, `"${text}" is no number of attempts`);
      }
    }
    const zone = this.zoneOfRow();
    const calendar = this.named('calendars') ?? null;
    return { facts, contact: zone === undefined ? contact : { ...contact, zone }, attemptsMade, calendar };
  }

  private textOf(column: Column): string {
    const { header, mapping } = this.reader;
    const place = header.places.get(column);
    const text = (place === undefined ? '' : (this.values[place] ?? '')).normalize('NFC').trim();
    const said = mapping.blank.includes(text.toLowerCase()) || /^[-–—]+$/.test(text) ? '' : text;
    return said === '' ? (column.otherwise ?? '') : said;
  }

  private refuse(code: RowErrorCode, column: Column, says: string): void {
    const message = `${column.name}: ${says}`;
    if (!this.problems.some((problem) => problem.message === message)) this.problems.push({ code, message });
  }

  private isDate({ fact, date }: Column): boolean {
    return date || (fact !== null && own(this.reader.procedure.facts, fact)?.type === 'instant');
  }

  private dateOf(column: Column, text: string): ReadDate {
    const { dates } = this.reader.mapping;
    const read = readDate(text, { formats: dates, zone: this.zone, hour: column.at });
    if ('reason' in read) this.refuse('FT-INT-ROW-DATE', column, read.reason);
    return read;
  }

  private factOf(column: Column, text: string): string | undefined {
    if (!this.isDate(column)) return own(column.means, plain(text)) ?? text;
    const read = this.dateOf(column, text);
    if ('reason' in read) return undefined;
    return column.date ? dayInWords(read.day) : new Date(read.at).toISOString();
  }

  private contactOf(column: Column, text: string): string | undefined {
    if (column.contact === 'email' || column.contact === 'phone')
      return this.addressOf(column.contact, text, column);
    if (column.contact !== 'zone' || isZone(text)) return text.replace(/\s+/g, ' ');
    this.refuse('FT-INT-ROW-CONTACT', column, `"${text}" is not the time zone of a place`);
    return undefined;
  }

  private addressOf(is: 'email' | 'phone', text: string, column?: Column): string | undefined {
    if (is === 'email') {
      if (EMAIL.test(text)) return text;
      if (column) this.refuse('FT-INT-ROW-CONTACT', column, `"${text}" is no email address`);
      return undefined;
    }
    const country = (this.reader.mapping.country ?? undefined) as CountryCode | undefined;
    const number = SHORTENED.test(text) ? undefined : parsePhoneNumberFromString(text, country);
    if (number?.isPossible()) return number.number;
    if (column) this.refuse('FT-INT-ROW-CONTACT', column, `"${text}" is no telephone number`);
    return undefined;
  }

  /** Undefined where the row does not say it: the contact's zone is not known then, which narrows the hours. */
  private zoneOfRow(): string | undefined {
    for (const column of this.reader.mapping.columns) {
      const text = this.textOf(column);
      if (column.contact === 'zone' && isZone(text)) return text;
    }
    return this.named('zones');
  }

  /** What the mapping says of the place that a cell names. */
  private named(what: 'zones' | 'calendars'): string | undefined {
    for (const column of this.reader.mapping.columns) {
      const named = own(column[what], plain(this.textOf(column)));
      if (named !== undefined) return named;
    }
    return undefined;
  }

  private appointment(column: Column, text: string): Extract<RowRead, { is: 'not-needed' | 'discrepancy' }> {
    const { mapping, now } = this.reader;
    const read = readDate(text, { formats: mapping.dates, zone: this.zone, hour: column.at });
    if ('day' in read && read.day >= localDate(this.zone, now))
      return { is: 'not-needed', reason: `${column.name} is ${dayInWords(read.day)}.` };
    const found = 'day' in read ? `${dayInWords(read.day)}, which is over` : `"${text}", which is no date`;
    return {
      is: 'discrepancy',
      reason: `${column.name}: expected nothing, or a day that is still to come; found ${found}.`,
    };
  }
}

function hashed(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, HASHED);
}
