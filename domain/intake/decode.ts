import { LineCounter } from 'yaml';
import { inReadingOrder, type Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { type Entry, entriesOf, Fields, startOf } from '../procedure/reading/fields.ts';
import { nodesOf } from '../procedure/reading/list.ts';
import { parseSource } from '../procedure/reading/parse.ts';
import type { Reading, Source } from '../procedure/reading/reading.ts';
import { readSimple } from '../procedure/reading/simple.ts';
import { checkMapping } from './check.ts';
import { type Calendars, checkCalendars } from './checkCalendars.ts';
import type { MappingErrorCode } from './errors.ts';
import { type Column, type Mapping, plain } from './mapping.ts';
import { COLUMN, IMPORT } from './vocabulary.ts';

/** The file beside procedure.yaml that says how the rows of a list become cases. */
export const IMPORT_FILE = 'import.yaml';

/** Noon: a day is the same day in every zone that reads it. */
const NOON = '12:00';

/** What the checks need: where a decoded object stands, and a place for what they find. */
export interface MappingReading {
  at(object: object, key?: string): number;
  report(code: MappingErrorCode, at: number, message: string): void;
}

/**
 * Reads a mapping: either the mapping, or all problems of the file in reading order.
 * @param procedure the one it stands beside; null when that has problems of its own
 * @param folder the name both must have
 * @param calendars all that there are; absent: nobody knows, and every name is taken
 */
export function decodeMapping(
  source: Source,
  folder: string,
  procedure: Procedure | null,
  calendars?: Calendars,
): { mapping: Mapping; problems: [] } | { mapping: null; problems: Problem[] } {
  const { reading, root } = parseSource(source);
  if (!root) return { mapping: null, problems: reading.problems };
  const found: Problem[] = [];
  const lines = linesOf(source.text);
  const checking: MappingReading = {
    at: (object, key) => reading.at(object, key),
    report: (code, at, message) => {
      const { line, col } = lines.linePos(at);
      found.push({ code, file: source.file, line: Math.max(line, 1), column: Math.max(col, 1), message });
    },
  };
  const mapping = mappingOf(reading, { name: 'import', at: 0, value: root });
  if (reading.problems.length === 0) {
    checkMapping(checking, mapping, folder, procedure);
    checkCalendars(checking, mapping, procedure, calendars);
  }
  const problems = inReadingOrder([...reading.problems, ...found]);
  return problems.length > 0 ? { mapping: null, problems } : { mapping, problems: [] };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  const read = text.replace(/^\uFEFF/, '');
  for (let at = 0; at !== -1; ) {
    lines.addNewLine(at === 0 ? 0 : at + 1);
    at = read.indexOf('\n', at === 0 ? 0 : at + 1);
  }
  return lines;
}

function mappingOf(reading: Reading, root: Entry): Mapping {
  const what = 'a mapping';
  const fields = new Fields(reading, IMPORT, entriesOf(reading, root.value, what, 0), what, 0);
  const columns = fields.entry('columns');
  const mapping: Mapping = {
    procedure: fields.read('import') ?? '',
    source: fields.read('source') ?? '',
    zone: fields.read('zone') ?? '',
    country: fields.read('country') ?? null,
    dates: textsOf(reading, fields.entry('dates'), '["M/d/yyyy"]'),
    blank: textsOf(reading, fields.entry('blank'), '["n/a"]').map((text) => text.toLowerCase()),
    client: textsOf(reading, fields.entry('client'), '[Client ID]'),
    occurrence: textsOf(reading, fields.entry('occurrence'), '[Due date]'),
    wantOneOf: textsOf(reading, fields.entry('want-one-of'), '[Phone, Email]'),
    openCases: fields.read('open-cases-per-client') ?? 'one',
    columns: columns
      ? (entriesOf(reading, columns.value, '"columns"', columns.at) ?? []).map((entry) =>
          columnOf(reading, entry),
        )
      : [],
  };
  return reading.place(mapping, fields.places);
}

function columnOf(reading: Reading, entry: Entry): Column {
  const what = `the column "${entry.name}"`;
  const fields = new Fields(reading, COLUMN, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  const column: Column = {
    name: entry.name.trim(),
    also: textsOf(reading, fields.entry('also'), '[Client number]'),
    needed: fields.read('needed') ?? false,
    id: fields.read('id') ?? false,
    contact: fields.read('contact') ?? null,
    fact: fields.read('fact') ?? null,
    date: fields.read('date') ?? false,
    at: fields.read('at') ?? NOON,
    otherwise: fields.read('otherwise') ?? null,
    attemptsMade: fields.read('attempts-made') ?? false,
    nextAppointment: fields.read('next-appointment') ?? false,
    means: wordsOf(reading, fields.entry('means')),
    notNeeded: wordsOf(reading, fields.entry('not-needed')),
    zones: wordsOf(reading, fields.entry('zones')),
    calendars: wordsOf(reading, fields.entry('calendars')),
  };
  return reading.place(column, fields.places);
}

function textsOf(reading: Reading, entry: Entry | undefined, example: string): string[] {
  if (entry === undefined) return [];
  const what = `"${entry.name}"`;
  return nodesOf(reading, entry.value, entry.at, { what, example: `${entry.name}: ${example}` })
    .map((node) => readSimple(reading, node, { kind: 'text' }, `an item of ${what}`, startOf(node)))
    .filter((text) => typeof text === 'string')
    .map((text) => text.trim());
}

function wordsOf(reading: Reading, entry: Entry | undefined): Record<string, string> {
  if (entry === undefined) return {};
  const words = entriesOf(reading, entry.value, `"${entry.name}"`, entry.at) ?? [];
  return Object.fromEntries(
    words.map(({ name, at, value }) => [
      plain(name),
      String(readSimple(reading, value, { kind: 'text' }, `"${name}"`, at) ?? '').trim(),
    ]),
  );
}
