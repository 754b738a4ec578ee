import type { Program } from '../program/program.ts';
import { shown } from './days.ts';
import type { Machine } from './machine.ts';
import type { Move } from './moves/move.ts';
import { RULES } from './rules.ts';
import type { Broken, Found, Graph } from './search.ts';
import { subjectOf } from './worded.ts';

/** How a rule is broken, as a story that ends with it. */
export interface Story {
  rule: Broken['rule'];
  /** What it is about: work, an act or a wait. */
  about: string;
  /** The shortest way there, one event a line: "Mon 9 Mar 09:00 reminder-1 (portal) is sent". */
  lines: string[];
  /** The whole of it in one sentence. */
  says: string;
}

/** The number of an operation within its step means nothing to a reader. */
const WITHIN_STEP = /\/\d+$/;

/** The shortest path to a broken rule, told in the order of time, from how the case was opened to what breaks the rule. */
export function storyOf(
  { found }: Graph,
  { rule, about, where, move }: Broken,
  program: Program,
  machine: Machine,
): Story {
  const way: Found[] = [];
  for (let each = found[where]; each; each = each.from === null ? undefined : found[each.from])
    way.unshift(each);
  const [first] = way;
  const moves = [...way.map((each) => each.move), move].flatMap((each) => each ?? []);
  const lines = [
    ...(first ? opened(program, first) : []),
    ...moves.flatMap(told),
    ...(move === null && way.length > 0 ? coming(program, machine, way.at(-1) as Found) : []),
  ];
  const path = lines.length > 0 ? lines.join('; ') : 'as soon as the case is opened';
  return { rule, about, lines, says: `${path} — ${RULES[rule]} (${about.replace(WITHIN_STEP, '')})` };
}

/** Nothing where time alone goes by. */
function told({ at, says }: Move): string[] {
  const words = typeof says === 'string' ? says : says();
  return words === '' ? [] : [`${shown(at)} ${words}`];
}

/** What is special about how the case begins. */
function opened({ steering }: Program, { world: { at, state, witness } }: Found): string[] {
  const facts = steering
    .filter((fact) => state.facts[fact.name] !== fact.default)
    .map((fact) => `${fact.name}: ${state.facts[fact.name]}`);
  const joins =
    witness.attempts > 0
      ? [`behind ${witness.attempts} ${witness.attempts === 1 ? 'attempt' : 'attempts'} made elsewhere`]
      : [];
  const special = [...facts, ...joins];
  return special.length > 0 ? [`${shown(at)} the case is opened (${special.join(', ')})`] : [];
}

/** The work with which the rule would be broken. */
function coming(program: Program, machine: Machine, { world }: Found): string[] {
  if (world.flight) return [];
  const need = machine.next(program, world.state);
  if (need.need !== 'perform') return [];
  return [`${shown(world.at)} next: ${need.effects.slice(need.from).map(subjectOf).join(', ')}`];
}
