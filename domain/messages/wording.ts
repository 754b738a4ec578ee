import type { Fact } from '../procedure/procedure.ts';
import { strictEngine } from './engine.ts';

const engine = strictEngine({});

/** The wording of an option of a choice: "proceed with {{ resolution-detail }}" and "zirconia" give "proceed with zirconia". */
export function wordingOf(name: string, fact: Fact, option: string, detail: string | null): string {
  const wording = fact.options?.[option]?.wording ?? option;
  return engine.parseAndRenderSync(wording, {}, { globals: { [`${name}-detail`]: detail } });
}

/** Parsing a wording is slow, and each of thousands of rows asks about the same few. */
const details = new WeakMap<Fact, Map<string, boolean>>();

/** Whether an option says something only together with its detail. */
export function needsDetail(name: string, fact: Fact, option: string): boolean {
  const known = details.get(fact) ?? new Map<string, boolean>();
  details.set(fact, known);
  const wording = fact.options?.[option]?.wording ?? '';
  const needed = known.get(option) ?? engine.globalVariablesSync(wording).includes(`${name}-detail`);
  known.set(option, needed);
  return needed;
}
