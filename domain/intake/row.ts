import type { FactErrorCode } from '../procedure/factErrors.ts';
import { readFacts } from '../procedure/facts.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Instant } from '../program/program.ts';
import { Cells } from './cells.ts';
import type { RowErrorCode } from './errors.ts';
import type { Header } from './header.ts';
import { listed } from '../words.ts';
import type { Column, ContactField, Mapping } from './mapping.ts';

/** A row that can be opened as a case, unless somebody knows better. */
export interface NewCase {
  procedure: string;
  source: string;
  /** The occurrence: the client, and what else the mapping names, each part behind a slash. */
  id: string;
  /** What all occurrences of this client begin with, such as "c-1001/". */
  client: string;
  variant: string | null;
  /** Null: the procedure's own. */
  calendar: string | null;
  facts: Record<string, string>;
  contact: Partial<Record<ContactField, string>>;
  /** Attempts made elsewhere; the case goes on behind them. */
  attemptsMade: number;
  /** What the case can do without, but its texts or its people will miss. */
  remark?: string;
}

export interface RowProblem {
  code: RowErrorCode | FactErrorCode;
  message: string;
}

export type RowRead =
  | { is: 'case'; row: NewCase }
  /** The list itself says that nothing is to be done. */
  | { is: 'not-needed' | 'discrepancy'; reason: string }
  | { is: 'wrong'; problems: [RowProblem, ...RowProblem[]] };

export interface Reader {
  mapping: Mapping;
  header: Header;
  procedure: Procedure;
  variant: string | null;
  now: Instant;
}

/** Reads one row. Never throws for what stands in it. */
export function readRow(reader: Reader, values: readonly string[]): RowRead {
  const { mapping, procedure, variant, header } = reader;
  const surplus = values.slice(header.names.length).some((value) => value.trim() !== '');
  if (values.length < header.names.length || surplus) {
    const message = `the row has ${values.length} cells, the header ${header.names.length}`;
    return { is: 'wrong', problems: [{ code: 'FT-INT-ROW-CELLS', message }] };
  }
  const cells = new Cells(reader, values);
  const left = cells.leftOut();
  if (left) return left;

  const client = mapping.client.map((name) => cells.part(name));
  const occurrence = mapping.occurrence.map((name) => cells.part(name));
  const { facts, contact, attemptsMade, calendar } = cells.read();
  const missing = new Set(cells.unread);
  const known = readFacts(procedure, variant, facts);
  const problems: RowProblem[] = [
    ...cells.problems,
    ...known.problems.filter(({ code, fact }) => code !== 'FT-FCT-MISSING' || !missing.has(fact)),
  ];
  const [first, ...more] = problems;
  if (first) return { is: 'wrong', problems: [first, ...more] };
  return {
    is: 'case',
    row: {
      procedure: mapping.procedure,
      source: mapping.source,
      id: [...client, ...occurrence].join('/'),
      client: `${client.join('/')}/`,
      variant,
      calendar,
      facts: known.facts,
      contact,
      attemptsMade,
      ...lacking(mapping, known.facts, contact),
    },
  };
}

function lacking(
  { wantOneOf, columns }: Mapping,
  facts: NewCase['facts'],
  contact: NewCase['contact'],
): Pick<NewCase, 'remark'> {
  const wanted = columns.filter(({ name }) => wantOneOf.includes(name));
  const has = (column: Column) =>
    Boolean(column.fact && facts[column.fact]) || Boolean(column.contact && contact[column.contact]);
  if (wanted.length === 0 || wanted.some(has)) return {};
  const names = listed(wanted.map(({ name }) => name));
  return { remark: `The row has no ${names}, and what is written to the client has to do without.` };
}
