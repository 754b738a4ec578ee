import type { Fact } from '../procedure/procedure.ts';
import { strictEngine } from './engine.ts';

const engine = strictEngine({});

/** The wording of an option of a choice: "proceed with {{ resolution-detail }}" and "zirconia" give "proceed with zirconia". */
export function wordingOf(name: string, fact: Fact, option: string, detail: string | null): string {
  const wording = fact.options?.[option]?.wording ?? option;
  return engine.parseAndRenderSync(wording, {}, { globals: { [`${name}-detail`]: detail } });
}

/** Whether an option says something only together with its detail. */
export function needsDetail(name: string, fact: Fact, option: string): boolean {
  const wording = fact.options?.[option]?.wording ?? '';
  return engine.globalVariablesSync(wording).includes(`${name}-detail`);
}
