import type { CalendarRules } from '../calendar/rules.ts';
import { wordsFor } from '../procedure/ownRules.ts';
import { holds } from '../program/advance.ts';
import type { Instant, Program } from '../program/program.ts';
import type { CaseState } from '../program/state.ts';
import { SURPRISES } from './bound.ts';
import { openings } from './classes.ts';
import { HOUR, MONDAY, plainDays } from './days.ts';
import { INTERPRETER, type Machine } from './machine.ts';
import type { Demands, Ground } from './moves/move.ts';
import { Planner } from './planner.ts';
import { unreached, withoutWayOut } from './reach.ts';
import { type Graph, Search } from './search.ts';
import { type Story, storyOf } from './story.ts';
import { UNSEEN } from './witness.ts';
import { bare, type World } from './world.ts';

export { SURPRISES };

/** What the procedure asks for, and the hours in which its calendar is open. */
export type Asked = Demands & { hours: CalendarRules['hours'] };

/** How to prove; left out: as at load, and the interpreter that carries real cases. */
export interface How {
  machine?: Machine;
  surprises?: number;
}

/** What was found about one variant. */
export interface Proof {
  variant: string | null;
  /** Situations that differ in what can come next. */
  situations: number;
  /** Ways followed: each ends where the case ends or in a situation that was met before. */
  paths: number;
  /** Empty: every rule holds on every path. */
  broken: Story[];
}

/**
 * Follows everything that can happen to a case of this program and says which rules hold. What staff preview and what is
 * run is what is proven: the same `next` and `evolve`, and the same planner, on days that are all alike.
 */
export function prove(program: Program, demands: Asked, how: How = {}): Proof {
  return atOnce(proving(program, demands, how));
}

/** The same in pieces: a large procedure takes a minute, and a process that does it has other things to do. */
export function* proving(program: Program, demands: Asked, how: How = {}): Generator<void, Proof> {
  const { machine = INTERPRETER } = how;
  const { ground, graph } = yield* exploring(program, demands, how);
  const broken = [...graph.broken, ...(graph.broken.length === 0 ? whole(ground, graph) : [])];
  return {
    variant: program.variant,
    situations: graph.found.length,
    paths: graph.edges.length - graph.found.length + 1,
    broken: broken.map((each) => storyOf(graph, each, program, machine)),
  };
}

/** The first rule that is broken, found without looking further; null: none is. */
export function firstBreach(program: Program, demands: Asked, how: How = {}): Story | null {
  const { ground, graph } = explore(program, demands, how, ({ broken }) => broken.length > 0);
  const [first] = [...graph.broken, ...(graph.broken.length === 0 ? whole(ground, graph) : [])];
  return first ? storyOf(graph, first, program, how.machine ?? INTERPRETER) : null;
}

/** All situations of a program and how they follow one another. `enough` ends the search early. */
export function explore(...asked: Parameters<typeof exploring>): Explored {
  return atOnce(exploring(...asked));
}

interface Explored {
  ground: Ground;
  graph: Graph;
}

function* exploring(
  program: Program,
  demands: Asked,
  { machine = INTERPRETER, surprises = SURPRISES }: How = {},
  enough?: (graph: Graph) => boolean,
): Generator<void, Explored> {
  const planner = new Planner(program, plainDays(demands.hours));
  const ground: Ground = { ...demands, program, planner, surprises };
  const starts = startsOf(program, machine, demands.words);
  return { ground, graph: yield* new Search(ground, machine).pieces(starts, enough) };
}

function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
  }
}

/** Rules about all situations together are asked once the search has come to its end. */
function whole({ program }: Ground, graph: Graph) {
  return [...withoutWayOut(graph), ...unreached(program, graph)];
}

/** What a case that joins late has behind it has happened, only not by us; what would have ended it has not. */
function madeElsewhere(
  { operations }: Program,
  { position, facts }: CaseState,
  words: ReadonlySet<string>,
): string[] {
  const done = operations.slice(0, position).flatMap((each) => {
    const applies = each.op === 'perform' && !each.ends && (!each.only || holds(each.only, facts));
    return applies ? each.effects : [];
  });
  return [...new Set(done.flatMap(wordsFor))].filter((word) => words.has(word)).sort();
}

/** An hour after which most procedures count from the next day. */
const EVENING = MONDAY + 13 * HOUR;

/** Opened by day and in the evening with each class of facts, and joined late behind each number of attempts. */
export function startsOf(
  program: Program,
  machine: Machine,
  words: ReadonlySet<string> = new Set(),
): (() => World)[] {
  const attempts = program.levels.length > 0 ? 0 : program.steps.filter(({ attempt }) => attempt).length;
  const moves = program.steps.some(({ when }) => when === 'day-zero-moved');
  const start = (at: Instant, facts: Record<string, string>, attemptsMade: number) => (): World => {
    const state = bare(machine.begin(program, { at, zero: at, facts, attemptsMade }));
    const happened = attemptsMade > 0 ? madeElsewhere(program, state, words) : [];
    return {
      at,
      state,
      flight: null,
      surprises: 0,
      witness: { ...UNSEEN, attempts: attemptsMade, happened },
    };
  };
  return openings(program).flatMap((facts) => [
    ...Array.from({ length: attempts + 1 }, (_, made) => start(MONDAY, facts, made)),
    ...(moves ? [start(EVENING, facts, 0)] : []),
  ]);
}
