import { shown } from './days.ts';
import { RULES } from './rules.ts';
import type { Broken, Graph } from './search.ts';

/** How a rule is broken, as a story that ends with it. */
export interface Story {
  rule: Broken['rule'];
  /** What it is about: work, an act or a wait. */
  about: string;
  /** The shortest way there, one event a line: "Mon 9 Mar 09:00 send-portal:reminder-1 done". */
  lines: string[];
  /** The whole of it in one sentence. */
  says: string;
}

/** The shortest path to a broken rule, told in the order of time. */
export function storyOf({ found }: Graph, { rule, about, where, move }: Broken): Story {
  const lines = move?.says ? [`${shown(move.at)} ${move.says}`] : [];
  for (let index: number | null = where; index !== null; index = found[index]?.from ?? null) {
    const step = found[index]?.move;
    if (step?.says) lines.unshift(`${shown(step.at)} ${step.says}`);
  }
  const path = lines.length > 0 ? lines.join('; ') : 'as soon as the case is opened';
  return { rule, about, lines, says: `${path} — ${RULES[rule]} (${about})` };
}
