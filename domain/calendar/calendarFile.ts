import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import { inReadingOrder, type Problem } from '../problem.ts';
import { didYouMean, listed } from '../words.ts';
import type { CalendarErrorCode } from './errors.ts';

/** A key of a mapping, where it stands, and its value as written. */
export interface Entry {
  key: string;
  at: number;
  value: Node | null;
}

/** One calendar file being read: it collects every problem, each with its place, instead of stopping at the first. */
export class CalendarFile {
  readonly root: Node | null;
  private readonly file: string;
  private readonly lines = new LineCounter();
  private readonly found: Problem[] = [];

  constructor(text: string, file: string) {
    this.file = file;
    const document = parseDocument<Node>(text.replace(/^\uFEFF/, ''), {
      version: '1.2',
      schema: 'core',
      merge: false,
      stringKeys: true,
      prettyErrors: false,
      lineCounter: this.lines,
    });
    for (const { code, pos, message } of document.errors) {
      if (code === 'DUPLICATE_KEY')
        this.report('FT-CAL-KEY-TWICE', pos[0], 'This key stands here a second time.');
      else this.report('FT-CAL-YAML', pos[0], `This is not valid YAML: ${message}`);
    }
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node) || node.anchor || node.tag) {
          this.report(
            'FT-CAL-YAML-EXTRAS',
            startOf(node),
            'Anchors (&), aliases (*) and tags (!) are not read.',
          );
        }
      },
    });
    this.root = this.found.length > 0 ? null : document.contents;
  }

  /** `at` counts characters from the start of the file. */
  report(code: CalendarErrorCode, at: number, message: string): void {
    const { line, col } = this.lines.linePos(at);
    this.found.push({ code, file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message });
  }

  get problems(): Problem[] {
    return inReadingOrder(this.found);
  }

  /** The entries of a mapping, in the file's order. */
  entries(node: Node | null, what: string, at: number): Entry[] {
    if (!isMap<Node, Node | null>(node)) {
      this.report(
        'FT-CAL-VALUE-KIND',
        startOf(node, at),
        `${what} must be a mapping: one "key: value" a line.`,
      );
      return [];
    }
    return node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      at: startOf(key),
      value: isNode(value) ? value : null,
    }));
  }

  /** The entries of a mapping by key; reports those that are not known and those that are missing. */
  fields(
    node: Node | null,
    what: string,
    at: number,
    keys: { needed: readonly string[]; optional: readonly string[] },
  ): Map<string, Entry> {
    const entries = this.entries(node, what, at);
    const allowed = [...keys.needed, ...keys.optional];
    for (const { key, at: place } of entries) {
      if (allowed.includes(key)) continue;
      const says = `"${key}" is not a key of ${what}. Allowed here: ${listed(allowed)}.${didYouMean(key, allowed)}`;
      this.report('FT-CAL-KEY-UNKNOWN', place, says);
    }
    const fields = new Map(entries.map((entry) => [entry.key, entry]));
    for (const key of isMap(node) ? keys.needed : []) {
      if (!fields.has(key)) this.report('FT-CAL-KEY-MISSING', at, `"${key}" is missing in ${what}.`);
    }
    return fields;
  }

  /** A text that is not empty; undefined, and reported, for anything else. */
  text(entry: Entry | undefined, code: CalendarErrorCode = 'FT-CAL-VALUE-KIND'): string | undefined {
    if (entry === undefined) return undefined;
    if (isScalar(entry.value) && typeof entry.value.value === 'string' && entry.value.value.trim() !== '') {
      return entry.value.value.trim();
    }
    this.report(code, startOf(entry.value, entry.at), `"${entry.key}" needs a text.`);
    return undefined;
  }

  /** A quoted hour. YAML 1.1 reads 17:00 without quotes as a number, and other programs may open the file. */
  hour(entry: Entry | undefined, pattern: RegExp): string | undefined {
    if (entry === undefined) return undefined;
    const { value } = entry;
    const quoted =
      isScalar(value) && (value.type === Scalar.QUOTE_DOUBLE || value.type === Scalar.QUOTE_SINGLE);
    if (quoted && typeof value.value === 'string' && pattern.test(value.value)) return value.value;
    const says = `"${entry.key}" needs a time of day in quotes, such as "08:00".`;
    this.report('FT-CAL-HOUR', startOf(value, entry.at), says);
    return undefined;
  }

  /** The words of a list, each of them allowed and only once. */
  words<W extends string>(entry: Entry, allowed: readonly W[], code: CalendarErrorCode): W[] {
    if (!isSeq<Node>(entry.value) || entry.value.items.length === 0) {
      const says = `"${entry.key}" needs a list of at least one of ${listed(allowed)}.`;
      this.report('FT-CAL-VALUE-KIND', startOf(entry.value, entry.at), says);
      return [];
    }
    const words: W[] = [];
    for (const node of entry.value.items) {
      const written = isScalar(node) ? String(node.value) : '';
      const word = allowed.find((candidate) => candidate === written);
      if (word === undefined) {
        const hint = didYouMean(written, allowed);
        this.report(code, startOf(node), `"${written}" is not one of ${listed(allowed)}.${hint}`);
      } else if (words.includes(word)) {
        this.report(code, startOf(node), `"${written}" stands here a second time.`);
      } else {
        words.push(word);
      }
    }
    return words;
  }
}

export function startOf(node: Node | null, otherwise = 0): number {
  return node?.range?.[0] ?? otherwise;
}
