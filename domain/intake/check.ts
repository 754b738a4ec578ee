import { isSupportedCountry } from 'libphonenumber-js/min';
import { isZone } from '../calendar/decode.ts';
import type { Fact, Procedure } from '../procedure/procedure.ts';
import { own } from '../procedure/present.ts';
import { didYouMean, listed } from '../words.ts';
import { clash, formatFault } from './dates.ts';
import type { MappingReading } from './decode.ts';
import { type Column, type Mapping, plain } from './mapping.ts';

/** What no table of keys can say: that the parts of a mapping fit each other and the procedure. */
export function checkMapping(
  reading: MappingReading,
  mapping: Mapping,
  folder: string,
  procedure: Procedure | null,
): void {
  if (mapping.procedure !== folder) {
    const says = `The mapping is for "${mapping.procedure}", but it stands beside "${folder}".`;
    reading.report('FT-INT-NAME', reading.at(mapping, 'import'), says);
  }
  checkZones(reading, mapping);
  checkDates(reading, mapping);
  checkHeaders(reading, mapping);
  checkRoles(reading, mapping);
  checkClient(reading, mapping);
  if (procedure) checkFacts(reading, mapping, procedure.facts);
}

function checkZones(reading: MappingReading, mapping: Mapping): void {
  const refuse = (zone: string, at: number) => {
    if (isZone(zone)) return;
    const says = `"${zone}" is not the time zone of a place. Write one such as America/Los_Angeles.`;
    reading.report('FT-INT-ZONE', at, says);
  };
  refuse(mapping.zone, reading.at(mapping, 'zone'));
  for (const column of mapping.columns) {
    for (const zone of Object.values(column.zones)) refuse(zone, reading.at(column, 'zones'));
  }
  const phones = mapping.columns.find(({ contact }) => contact === 'phone');
  const { country } = mapping;
  if (country !== null && !isSupportedCountry(country)) {
    const says = `"${country}" is no country with telephone numbers. Write its two letters, such as US.`;
    reading.report('FT-INT-COUNTRY', reading.at(mapping, 'country'), says);
  } else if (country === null && phones) {
    const says = `"${phones.name}" holds telephone numbers, so "country" must say where they belong: country: US`;
    reading.report('FT-INT-COUNTRY', reading.at(phones), says);
  }
}

function checkDates(reading: MappingReading, mapping: Mapping): void {
  const at = reading.at(mapping, 'dates');
  const faults = mapping.dates.map(formatFault).filter((fault) => fault !== undefined);
  for (const fault of faults) reading.report('FT-INT-DATE-FORMAT', at, `${fault}.`);
  if (faults.length > 0) return;
  for (const [index, one] of mapping.dates.entries()) {
    const other = mapping.dates.slice(index + 1).find((each) => clash(one, each) || clash(each, one));
    if (other === undefined) continue;
    const says = `"${one}" and "${other}" read the same text as two different days. Keep one of them.`;
    reading.report('FT-INT-DATE-FORMAT', at, says);
  }
}

function checkHeaders(reading: MappingReading, mapping: Mapping): void {
  const taken = new Map<string, Column>();
  for (const column of mapping.columns) {
    for (const header of [column.name, ...column.also]) {
      const before = taken.get(plain(header));
      if (before) {
        const whose = before === column ? 'here a second time' : `already the header of "${before.name}"`;
        reading.report('FT-INT-COLUMN', reading.at(column), `"${header}" is ${whose}.`);
      }
      taken.set(plain(header), column);
    }
  }
}

/** One column fills one thing, so that no cell wins over another by chance. */
function checkRoles(reading: MappingReading, mapping: Mapping): void {
  const taken = new Map<string, string>();
  for (const column of mapping.columns) {
    const roles = [
      column.fact === null ? '' : `the fact ${column.fact}`,
      column.contact === null ? '' : `the contact's ${column.contact}`,
      column.attemptsMade ? 'the number of attempts made' : '',
      column.nextAppointment ? 'the next appointment' : '',
      Object.keys(column.zones).length > 0 ? "the contact's zone" : '',
      Object.keys(column.calendars).length > 0 ? "the case's calendar" : '',
    ];
    for (const role of roles.filter((each) => each !== '')) {
      const before = taken.get(role);
      if (before !== undefined) {
        const says = `"${column.name}" and "${before}" would both be ${role}.`;
        reading.report('FT-INT-ROLE', reading.at(column), says);
      }
      taken.set(role, column.name);
    }
  }
}

/** procedures.md 4: a name alone never identifies a client. */
function checkClient(reading: MappingReading, mapping: Mapping): void {
  const names = mapping.columns.map(({ name }) => name);
  const lists = { client: mapping.client, occurrence: mapping.occurrence, 'want-one-of': mapping.wantOneOf };
  for (const [key, columns] of Object.entries(lists)) {
    for (const name of columns.filter((each) => !names.includes(each))) {
      const says = `"${name}" under "${key}" is not among the columns.${didYouMean(name, names)}`;
      reading.report('FT-INT-COLUMN', reading.at(mapping, key), says);
    }
  }
  const columns = mapping.columns.filter(({ name }) => mapping.client.includes(name));
  const tells = ({ id, contact }: Column) =>
    (id && contact !== 'name') || contact === 'email' || contact === 'phone' || contact === 'portal';
  if (columns.some(tells) || columns.length < mapping.client.length) return;
  const says = `${listed(mapping.client)} cannot tell one client from another: two people may share a name.`;
  reading.report('FT-INT-CLIENT', reading.at(mapping, 'client'), says);
}

function checkFacts(reading: MappingReading, mapping: Mapping, facts: Record<string, Fact>): void {
  const names = Object.keys(facts);
  for (const column of mapping.columns) {
    if (column.fact === null || own(facts, column.fact)) continue;
    const says = `The procedure has no fact "${column.fact}".${didYouMean(column.fact, names)}`;
    reading.report('FT-INT-FACT', reading.at(column, 'fact'), `${says} It has ${listed(names)}.`);
  }
  const filled = mapping.columns.map(({ fact }) => fact);
  const missing = names.filter((name) => facts[name]?.required && !filled.includes(name));
  for (const name of missing) {
    const about = facts[name]?.about;
    const says = `No column fills the fact "${name}", which every case needs${about ? `: ${about}` : ''}.`;
    reading.report('FT-INT-FACT-MISSING', reading.at(mapping, 'columns'), says);
  }
}
