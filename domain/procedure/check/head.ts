import { didYouMean, listed } from '../../words.ts';
import { ALWAYS_STOPS, CONDITIONS } from '../vocabulary/head.ts';
import type { Checking } from './checking.ts';

/** A procedure is found by its folder and named in every case by its id. */
export function idIsTheFolder(checking: Checking): void {
  const { procedure: id } = checking.procedure;
  const { folder } = checking.context;
  if (folder === undefined || id === '' || id === folder) return;
  const says = `The procedure is named "${id}", its folder "${folder}". Give both the same name.`;
  checking.report('FT-PRC-FOLDER', checking.procedure, 'procedure', says);
}

/** Every case stops on a reply and when it is withdrawn; a file that left one out would promise something else. */
export function stopRulesAreComplete(checking: Checking): void {
  const { stopWhen } = checking.procedure;
  if (stopWhen.length === 0) return;
  const missing = ALWAYS_STOPS.filter((rule) => !stopWhen.includes(rule));
  if (missing.length === 0) return;
  const says = `Every procedure also stops when ${listed(missing)}: add it, so that the file says what happens.`;
  checking.report('FT-PRC-STOP-RULE', checking.procedure, 'stop-when', says);
}

/** What ends some variants only is a condition that ends the case at all, and names variants that there are. */
export function stopOnlyInIsAboutSomething(checking: Checking): void {
  const { procedure } = checking;
  const names = Object.keys(procedure.variants);
  const always: readonly string[] = ALWAYS_STOPS;
  const conditions = procedure.stopWhen.filter((rule) => rule in CONDITIONS && !always.includes(rule));
  for (const [condition, variants] of Object.entries(procedure.stopOnlyIn ?? {})) {
    if (!conditions.some((known) => known === condition)) {
      const known = conditions.length > 0 ? `It can be ${listed(conditions)}.` : 'stop-when names none.';
      const says = `"${condition}" is no condition of stop-when that could end some variants only. ${known}`;
      checking.report('FT-PRC-STOP-RULE', procedure, 'stop-only-in', says);
    }
    for (const variant of variants.filter((name) => !names.includes(name))) {
      const known = names.length > 0 ? `Variants: ${listed(names)}.` : 'The procedure has none.';
      const says = `There is no variant "${variant}". ${known}${didYouMean(variant, names)}`;
      checking.report('FT-PRC-VARIANT-UNKNOWN', procedure, 'stop-only-in', says);
    }
  }
}
