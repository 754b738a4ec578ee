import { didYouMean, listed } from '../../words.ts';
import { approvalsIn, verbsIn } from '../ownRules.ts';
import type { Checking } from './checking.ts';

/** A rule about something that the procedure never does would hold whatever happens, and promise what nobody checked. */
export function rulesAreAboutSomething(checking: Checking): void {
  const done = verbsIn(checking.procedure);
  for (const rule of checking.procedure.rules ?? []) {
    if ('leaves' in rule) continue;
    for (const key of ['never', 'before', 'after'] as const) {
      const words = rule[key];
      const known = key === 'before' ? [...done, ...approvalsIn(checking.procedure)] : done;
      if (words === undefined || known.includes(words)) continue;
      const hint = didYouMean(words, known);
      const says = `This procedure never comes to "${words}". It comes to: ${listed(known)}.${hint}`;
      checking.report('FT-PRC-RULE', rule, key, says);
    }
  }
}
