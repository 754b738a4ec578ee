import { isDeepStrictEqual } from 'node:util';
import type { Procedure } from '../procedure/procedure.ts';
import { clockChanges } from './clock.ts';
import { factChanges } from './facts.ts';
import { FIELDS } from './fields.ts';
import { stepChanges, variantChanges } from './steps.ts';
import { textChanges } from './texts.ts';

/** A version of a procedure: what its files say, and the files. */
export interface Version {
  procedure: Procedure;
  sources: Record<string, string>;
}

/** Parts whose differences need more than a sentence. */
const PARTS: Partial<Record<keyof Procedure, (old: Procedure, now: Procedure) => string[]>> = {
  ...FIELDS,
  clock: clockChanges,
  facts: factChanges,
  variants: variantChanges,
  steps: stepChanges,
};

/** The order in which people ask: when and what, then by which rules, then the words. */
const FIRST: (keyof Procedure)[] = ['variants', 'steps', 'clock', 'stopWhen', 'limits', 'facts'];

/**
 * What is otherwise in a newer version, in plain English, a sentence or two each: days, messages, gates, rules, texts.
 * None: the files differ in comments and layout only. A part without words of its own is named all the same.
 */
export function differences(old: Version, now: Version): string[] {
  const [was, will] = [old.procedure, now.procedure];
  const keys = [...new Set([...FIRST, ...Object.keys(was), ...Object.keys(will)])] as (keyof Procedure)[];
  const said = keys.flatMap((key) => {
    // The ledger keeps no order of keys.
    if (isDeepStrictEqual(was[key], will[key])) return [];
    const part = PARTS[key];
    const lines = part ? part(was, will) : [];
    return lines.length > 0 || (part && SILENT.includes(key)) ? lines : [`"${key}" is another one.`];
  });
  return [...said, ...textChanges(old.sources, now.sources)];
}

/** The number of the version is told by whoever asks; a step's layout says nothing. */
const SILENT: (keyof Procedure)[] = ['version', 'steps', 'variants', 'facts', 'clock', 'stopOnlyIn'];
