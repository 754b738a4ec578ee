import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from '../../domain/problem.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import type { HealthRules } from '../../domain/health/rules.ts';
import type { ConfigErrorCode } from './errors.ts';
import { hasAgreement } from './health.ts';

/** A value in the file: where it stands and what it is called in messages. */
export interface Place {
  name: string;
  node: Node | null;
  /** Characters from the start of the file. */
  at: number;
}

/** Reads the configuration and collects every problem with its place, instead of stopping at the first. */
export class ConfigReader {
  readonly problems: Problem[] = [];
  readonly root: Place;
  /** Hosts in the house that may have private addresses; read before whatever has an address in it. */
  allowPrivate: readonly string[] = [];
  /** Where health data is worked with; read before whatever names a vendor. */
  health: HealthRules | undefined = undefined;
  private readonly file: string;
  private readonly env: Record<string, string | undefined>;
  private readonly lines = new LineCounter();

  constructor(text: string, file: string, env: Record<string, string | undefined>) {
    this.file = file;
    this.env = env;
    const document = parseDocument(text, { version: '1.2', prettyErrors: false, lineCounter: this.lines });
    for (const error of document.errors)
      this.report('FT-CFG-YAML', error.pos[0], `This is not valid YAML: ${error.message}`);
    this.root = {
      name: 'the configuration',
      node: this.problems.length > 0 ? null : document.contents,
      at: 0,
    };
  }

  report(code: ConfigErrorCode, at: number, message: string): void {
    const { line, col } = this.lines.linePos(at);
    this.problems.push({ code, file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message });
  }

  /** Whoever gets to see health data must have signed an agreement (LAW-10): a vendor by its name, others by their host. */
  partner(place: Place, partner: string): void {
    if (!this.health || hasAgreement(this.health, partner)) return;
    const says = `"${partner}" has no agreement on record, and you work with health data. Once it is signed: health-data: { agreements: { ${partner}: signed-on 2026-01-15 } }`;
    this.report('FT-CFG-AGREEMENT', place.at, says);
  }

  /** The entries of a mapping by key. Reports what is not known, and what is needed and missing. */
  fields(
    place: Place,
    allowed: readonly string[] | null,
    needed: readonly string[] = [],
  ): Map<string, Place> {
    const found = new Map<string, Place>();
    if (!isMap<Node>(place.node)) {
      if (place.node !== null)
        this.report('FT-CFG-VALUE', place.at, `${place.name} must be a mapping of keys and values.`);
      return found;
    }
    for (const { key, value } of place.node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = key.range?.[0] ?? place.at;
      if (allowed && !allowed.includes(name)) {
        const says = `"${name}" is not a key of ${place.name}. Allowed: ${listed(allowed)}.${didYouMean(name, allowed)}`;
        this.report('FT-CFG-KEY-UNKNOWN', at, says);
      } else found.set(name, { name, node: isNode(value) ? value : null, at });
    }
    for (const name of needed)
      if (!found.has(name))
        this.report('FT-CFG-KEY-MISSING', place.at, `"${name}" is missing in ${place.name}.`);
    return found;
  }

  text(place: Place | undefined): string | undefined {
    if (!place) return undefined;
    if (isScalar(place.node) && typeof place.node.value === 'string' && place.node.value.trim() !== '')
      return place.node.value.trim();
    this.report('FT-CFG-VALUE', place.at, `"${place.name}" needs a text.`);
    return undefined;
  }

  /** A list of texts; what is no text in it is reported and left out. */
  texts(place: Place): string[] {
    if (isSeq<Node>(place.node))
      return place.node.items.flatMap(
        (node) => this.text({ ...place, node, at: node.range?.[0] ?? place.at }) ?? [],
      );
    this.report('FT-CFG-VALUE', place.at, `"${place.name}" needs a list of texts.`);
    return [];
  }

  whole(place: Place | undefined, from: number, to: number): number | undefined {
    if (!place) return undefined;
    const value = isScalar(place.node) ? place.node.value : null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
    this.report('FT-CFG-VALUE', place.at, `"${place.name}" needs a whole number from ${from} to ${to}.`);
    return undefined;
  }

  word<W extends string>(place: Place | undefined, allowed: readonly W[]): W | undefined {
    const written = this.text(place);
    const word = allowed.find((candidate) => candidate === written);
    if (written !== undefined && word === undefined)
      this.report(
        'FT-CFG-VALUE',
        place?.at ?? 0,
        `"${place?.name}" must be ${listed(allowed)}.${didYouMean(written, allowed)}`,
      );
    return word;
  }

  /** False where it is not said. */
  yes(place: Place | undefined): boolean {
    if (!place) return false;
    if (isScalar(place.node) && typeof place.node.value === 'boolean') return place.node.value;
    this.report('FT-CFG-VALUE', place.at, `"${place.name}" must be true or false.`);
    return false;
  }

  /** A secret is named in the file and stands in the environment: `{ env: NAME }`. */
  secret(place: Place | undefined): string | undefined {
    if (!place) return undefined;
    if (!isMap(place.node)) {
      this.report(
        'FT-CFG-SECRET',
        place.at,
        `"${place.name}" must not stand in the file: write { env: NAME }.`,
      );
      return undefined;
    }
    const name = this.text(this.fields(place, ['env'], ['env']).get('env'));
    if (name === undefined) return undefined;
    const value = this.env[name];
    if (value) return value;
    this.report('FT-CFG-SECRET', place.at, `The environment has no ${name}, which "${place.name}" needs.`);
    return undefined;
  }
}
