import type { Answers, LookUpName, Unreadable } from '../../domain/verify/answers.ts';
import type { ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';

const DAY = 86_400_000;

/** What a made-up system answers from so many days after the opening on; a later one of the same name wins. */
export function answers<Name extends LookUpName>(
  name: Name,
  data: Answers[Name],
  afterDays = 0,
): ScriptedAnswer {
  return scripted(name, afterDays, { readable: true, known: true, matchedBy: 'id', data });
}

/** A made-up system that cannot be read from then on. */
export function silent(name: LookUpName, why: Unreadable, afterDays = 0): ScriptedAnswer {
  return scripted(name, afterDays, { readable: false, why });
}

function scripted(name: LookUpName, days: number, looked: ScriptedAnswer['looked']): ScriptedAnswer {
  return { name, case: null, from: { after: days * DAY }, until: null, looked };
}
