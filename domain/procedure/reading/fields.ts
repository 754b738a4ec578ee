import { isMap, isScalar, type Node } from 'yaml';
import { capital, didYouMean, listed } from '../../words.ts';
import type { Keys, Read } from '../vocabulary/value.ts';
import type { Reading } from './reading.ts';
import { readSimple } from './simple.ts';

/** A key with its value as written, and where both begin. */
export interface Entry {
  name: string;
  at: number;
  value: Node | null;
}

/** Where a node begins in the file. */
export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/**
 * The entries of a mapping, in the file's order; a key that stands twice counts once. Undefined, and reported, when the
 * node is no mapping.
 */
export function entriesOf(
  reading: Reading,
  node: Node | null,
  what: string,
  at: number,
): Entry[] | undefined {
  if (!isMap<Node, Node | null>(node)) {
    const place = node ? startOf(node) : at;
    if (node === null || (isScalar(node) && node.value === null)) {
      reading.report('FT-PRC-EMPTY', at, `${capital(what)} is empty. Write its keys below it, indented.`);
    } else {
      reading.report(
        'FT-PRC-VALUE-KIND',
        place,
        `${capital(what)} must be a mapping: one "key: value" a line.`,
      );
    }
    return undefined;
  }
  const seen = new Map<string, Entry>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (!seen.has(name)) seen.set(name, { name, at: startOf(key), value });
  }
  return [...seen.values()];
}

/** The keys of one mapping that the vocabulary knows, each read by what its table says. */
export class Fields<K extends Keys> {
  private readonly reading: Reading;
  private readonly keys: K;
  private readonly entries: Map<string, Entry>;
  private readonly self: number;

  /** Reports the keys that are not in the table, and those that the table wants and the file does not have. */
  constructor(reading: Reading, keys: K, entries: Entry[] | undefined, what: string, at: number) {
    this.reading = reading;
    this.keys = keys;
    this.entries = new Map(entries?.map((entry) => [entry.name, entry]));
    this.self = at;
    const allowed = Object.keys(keys);
    for (const entry of entries ?? []) {
      if (allowed.includes(entry.name)) continue;
      const hint = didYouMean(entry.name, allowed);
      reading.report(
        'FT-PRC-KEY-UNKNOWN',
        entry.at,
        `"${entry.name}" is not a key of ${what}. Allowed here: ${listed(allowed)}.${hint}`,
      );
    }
    const missing = allowed.filter((name) => keys[name]?.required && !this.entries.has(name));
    for (const name of entries ? missing : []) {
      reading.report('FT-PRC-KEY-MISSING', at, `"${name}" is missing in ${what}: ${keys[name]?.means}`);
    }
  }

  has(name: keyof K & string): boolean {
    return this.entries.has(name);
  }

  entry(name: keyof K & string): Entry | undefined {
    return this.entries.get(name);
  }

  /** The value of a simple key; undefined when it is absent or wrong, and then the problem is reported. */
  read<N extends keyof K & string>(name: N): Read<K[N]['value']> | undefined {
    const entry = this.entries.get(name);
    const value = this.keys[name]?.value;
    if (entry === undefined || value === undefined) return undefined;
    return readSimple(this.reading, entry.value, value, `"${name}"`, entry.at) as
      | Read<K[N]['value']>
      | undefined;
  }

  /** Where everything stands, for `Reading.place`. */
  get places(): Record<string, number> {
    const places: Record<string, number> = { self: this.self };
    for (const { name, at, value } of this.entries.values()) places[name] = value ? startOf(value) : at;
    return places;
  }
}
