import { didYouMean, listed } from '../../words.ts';
import { verbsIn } from '../ownRules.ts';
import type { Checking } from './checking.ts';

/** A rule about something that the procedure never does would hold whatever happens, and promise what nobody checked. */
export function rulesAreAboutSomething(checking: Checking): void {
  const known = verbsIn(checking.procedure);
  for (const rule of checking.procedure.rules ?? []) {
    if ('leaves' in rule) continue;
    for (const key of ['never', 'before', 'after'] as const) {
      const words = rule[key];
      if (words === undefined || known.includes(words)) continue;
      const hint = didYouMean(words, known);
      const says = `This procedure never does "${words}". It does: ${listed(known)}.${hint}`;
      checking.report('FT-PRC-RULE', rule, key, says);
    }
  }
}
