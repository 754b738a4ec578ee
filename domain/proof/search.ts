import type { CaseState, Need } from '../program/state.ts';
import { keyOf } from './key.ts';
import type { Machine } from './machine.ts';
import { dated, movesFor } from './moves/all.ts';
import { lateResults } from './moves/results.ts';
import type { Ground, Move } from './moves/move.ts';
import { type Breach, wrongAfter, wrongToBegin, wrongToWait } from './rules.ts';
import { inNewRound } from './witness.ts';
import { bare, type World } from './world.ts';

/** A world that was found, and how: the move that led to it and the world it came from. */
export interface Found {
  world: World;
  from: number | null;
  move: Move | null;
}

/** A rule that does not hold, and the shortest way there. */
export interface Broken extends Breach {
  /** Index of the world; `move` was made from there, where the breach is in what it led to. */
  where: number;
  move: Move | null;
}

export interface Graph {
  found: Found[];
  /** From world to world; `ways`: the procedure's own, not by an order or from outside. */
  edges: { from: number; to: number; own: boolean }[];
  broken: Broken[];
  /** Positions and effects that some path does. */
  done: Set<string>;
}

/** The shipped procedures have at most some twenty thousand situations; far beyond that `check` would take minutes. */
export const MOST_WORLDS = 250_000;

/** Situations in one piece, some tens of milliseconds. */
const PIECE = 200;

/** Before any situation: the case cannot even be opened. */
const NOWHERE = -1;

/**
 * Over everything that can happen, worlds with the same future taken for one: those with fewer surprises first, and breadth
 * first among them. So the first way to each world is the one with the fewest surprises, and of those a shortest one.
 */
export class Search {
  readonly graph: Graph = { found: [], edges: [], broken: [], done: new Set() };
  readonly #ground: Ground;
  readonly #machine: Machine;
  readonly #seen = new Map<string, number[]>();
  readonly #told = new Set<string>();
  /** What is still to be explored, by the number of surprises on the way there. */
  readonly #waiting: number[][];

  constructor(ground: Ground, machine: Machine) {
    this.#ground = ground;
    this.#machine = machine;
    this.#waiting = Array.from({ length: ground.surprises + 1 }, () => []);
  }

  /**
   * Searches in pieces: whoever has more to do meanwhile does it between them.
   * @param enough stops the search early, as soon as it says so
   */
  *pieces(starts: (() => World)[], enough: (graph: Graph) => boolean = () => false): Generator<void, Graph> {
    let explored = 0;
    for (const start of starts) this.#begin(start);
    for (const waiting of this.#waiting) {
      for (let at = 0; at < waiting.length; at += 1) {
        if (++explored % PIECE === 0) yield;
        if (enough(this.graph)) return this.graph;
        if (this.graph.found.length > MOST_WORLDS) {
          this.#broke({ rule: 'FT-PRF-TOO-MANY', about: String(MOST_WORLDS) }, 0, null);
          return this.graph;
        }
        this.#explore(waiting[at] as number);
      }
    }
    return this.graph;
  }

  #begin(start: () => World): void {
    try {
      for (const world of dated(this.#ground, this.#machine, start())) this.#meet(world, null, null);
    } catch (error) {
      this.#broke({ rule: 'FT-PRF-FAULT', about: String(error) }, NOWHERE, null);
    }
  }

  #explore(index: number): void {
    const { world } = this.graph.found[index] as Found;
    let moves: Move[];
    try {
      moves = this.#movesFrom(index, world);
    } catch (error) {
      this.#broke({ rule: 'FT-PRF-FAULT', about: String(error) }, index, null);
      return;
    }
    const left = this.#ground.surprises - world.surprises;
    for (const move of moves) if (left > 0 || !move.surprise) this.#make(index, world, move);
  }

  #movesFrom(index: number, world: World): Move[] {
    if (world.flight) return lateResults(this.#ground, world, world.flight);
    const need = this.#machine.next(this.#ground.program, world.state);
    if (need.need === 'wait') {
      for (const breach of wrongToWait(world, need)) this.#broke(breach, index, null);
    } else if (need.need === 'perform') {
      for (const breach of wrongToBegin(this.#ground, world, need)) this.#broke(breach, index, null);
      this.#note(world.state, need);
    }
    return movesFor(this.#ground, world, need);
  }

  #note({ position }: CaseState, need: Extract<Need, { need: 'perform' }>): void {
    for (let index = need.from; index < need.effects.length; index += 1) {
      this.graph.done.add(`${position}/${index}`);
    }
  }

  #make(index: number, world: World, move: Move): void {
    let state: CaseState;
    try {
      state = bare(this.#machine.evolve(this.#ground.program, world.state, move.event));
      const seen = state.round === world.state.round ? move.witness : inNewRound(move.witness);
      for (const breach of wrongAfter(this.#ground, world, move.event, state, seen))
        this.#broke(breach, index, move);
      const flight = move.flight ?? null;
      const surprises = world.surprises + (move.surprise ? 1 : 0);
      const undated = { at: move.at, state, flight, witness: seen, surprises };
      for (const there of dated(this.#ground, this.#machine, undated)) {
        const to = this.#meet(there, index, move);
        this.graph.edges.push({ from: index, to, own: !move.outside });
      }
    } catch (error) {
      this.#broke({ rule: 'FT-PRF-FAULT', about: String(error) }, index, move);
    }
  }

  #meet(world: World, from: number | null, move: Move | null): number {
    const key = keyOf(this.#ground, world);
    const alike = this.#seen.get(key) ?? [];
    const known = alike.find((other) => this.#covers(other, world));
    if (known !== undefined) return known;
    const index = this.graph.found.push({ world, from, move }) - 1;
    this.#seen.set(key, [...alike, index]);
    this.#waiting[world.surprises]?.push(index);
    return index;
  }

  /**
   * Of two that stand alike, the one that came with fewer surprises and after more attempts, and whose messages can come back
   * as the other's can, can break every rule first. Where no surprise is left, no message comes back any more.
   */
  #covers(index: number, world: World): boolean {
    const known = this.graph.found[index]?.world;
    if (!known || known.surprises > world.surprises) return false;
    if (world.surprises < this.#ground.surprises && !canComeBackAs(known, world)) return false;
    const limit = this.#ground.program.attemptsPerRound;
    return limit === null || known.witness.attempts >= Math.min(world.witness.attempts, limit + 1);
  }

  /** Each breach is told once, by its shortest way. */
  #broke(breach: Breach, where: number, move: Move | null): void {
    const about = `${breach.rule} ${breach.about}`;
    if (this.#told.has(about)) return;
    this.#told.add(about);
    this.graph.broken.push({ ...breach, where, move });
  }
}

function canComeBackAs({ witness: known }: World, { witness }: World): boolean {
  return witness.out.every(({ key, effect }) =>
    known.out.some((out) => out.key === key && out.effect === effect),
  );
}
