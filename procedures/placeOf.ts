import { isNode, LineCounter, parseDocument } from 'yaml';
import { orderWords } from '../domain/procedure/ownRules.ts';
import type { Procedure } from '../domain/procedure/procedure.ts';
import { stepsOf } from '../domain/procedure/timetable.ts';
import type { Story } from '../domain/proof/story.ts';

/** Where in its file stands what a story is about: the rule of the procedure's own, or the step. Otherwise the beginning. */
export function placeOf(
  { about }: Pick<Story, 'about'>,
  procedure: Procedure,
  variant: string | null,
  text: string,
): { line: number; column: number } {
  const rule = (procedure.rules ?? []).findIndex((each) => 'never' in each && about === orderWords(each));
  const [key = ''] = about.split('/');
  const step = stepsOf(procedure, variant).find((each) => each.key === key)?.step;
  const path = rule >= 0 ? ['rules', rule] : step ? ['steps', procedure.steps.indexOf(step)] : [];
  const lineCounter = new LineCounter();
  const node = parseDocument(text, { lineCounter }).getIn(path, true);
  const at = path.length > 0 && isNode(node) ? node.range?.[0] : undefined;
  if (at === undefined) return { line: 1, column: 1 };
  const { line, col } = lineCounter.linePos(at);
  return { line, column: col };
}
