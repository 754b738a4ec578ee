import { nearest } from '../words.ts';
import { type Column, type Mapping, plain } from './mapping.ts';

/** Where each column of the mapping stands in a list; columns that are not there are left out. */
export interface Header {
  /** As written. */
  names: string[];
  places: ReadonlyMap<Column, number>;
  /** Headers that no column has asked for. */
  unused: string[];
}

/** The columns of a list by its first row, or all that is wrong with it. */
export function readHeader(
  mapping: Mapping,
  cells: readonly string[],
): { header: Header; problems: [] } | { header: null; problems: string[] } {
  const names = cells.map((cell) => cell.trim());
  const plains = names.map(plain);
  const problems: string[] = [];
  const places = new Map<Column, number>();
  for (const column of mapping.columns) {
    const accepted = [column.name, ...column.also].map(plain);
    const found = plains.flatMap((header, place) => (accepted.includes(header) ? [place] : []));
    const [place, ...more] = found;
    if (more.length > 0) {
      const written = found.map((each) => `"${names[each]}"`).join(' and ');
      problems.push(`${written} would both be the column "${column.name}"`);
    }
    if (place !== undefined) places.set(column, place);
  }
  const unused = names.filter(
    (name, place) => name !== '' && ![...places.values()].includes(place) && plains[place] !== '',
  );
  for (const column of mapping.columns) {
    if (places.has(column) || !isNeeded(mapping, column)) continue;
    const meant = nearest(column.name, unused);
    const hint = meant === undefined ? '' : `: is it "${meant}"`;
    problems.push(`there is no column "${column.name}"${hint}`);
  }
  if (problems.length > 0) return { header: null, problems };
  return { header: { names, places, unused }, problems: [] };
}

/** A row without it cannot become a case. */
export function isNeeded(mapping: Mapping, column: Column): boolean {
  const { name, needed, otherwise } = column;
  const tells = mapping.client.includes(name) || mapping.occurrence.includes(name);
  return tells || (needed && otherwise === null);
}

/** How many columns a first row has in common with the mapping: tells one separator from another. */
export function likeness(mapping: Mapping, cells: readonly string[]): number {
  const plains = new Set(cells.map(plain));
  return mapping.columns.filter((column) =>
    [column.name, ...column.also].some((header) => plains.has(plain(header))),
  ).length;
}
