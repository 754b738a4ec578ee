import type { Looked, LookUpName } from '../../domain/verify/answers.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { scriptedAnswersOf } from '../../ledger/lookups/scripted.ts';
import { NOTHING_NEW } from '../../domain/verify/reading/answer.ts';
import type { LookUpPort, Question } from './port.ts';
import { answerAt, type ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';

/**
 * Reads no real system: says what was scripted for the case, and without a script that nothing is new. The default, and
 * the only look-ups of rehearsals. What a rehearsal brought along wins over what the process was started with.
 */
export function sandboxLookUps(ledger: Ledger, scenario: readonly ScriptedAnswer[] = []): LookUpPort {
  return {
    connector: 'sandbox',
    async look<Name extends LookUpName>(question: Question<Name>) {
      const own = (await scriptedAnswersOf(ledger, question.case.id)) as ScriptedAnswer[];
      const scripted = answerAt([...scenario, ...own], question);
      // A line's answer was read in the shape of its own look-up.
      if (scripted) return scripted as Looked<Name>;
      return { readable: true, known: true, matchedBy: 'id', data: NOTHING_NEW[question.name] };
    },
  };
}
