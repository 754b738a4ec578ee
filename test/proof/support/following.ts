import type { EffectResult } from '../../../domain/program/events.ts';
import type { Program } from '../../../domain/program/program.ts';
import type { CaseState } from '../../../domain/program/state.ts';
import { plainDays } from '../../../domain/proof/days.ts';
import { keyOf } from '../../../domain/proof/key.ts';
import { INTERPRETER } from '../../../domain/proof/machine.ts';
import { dated, movesFor } from '../../../domain/proof/moves/all.ts';
import type { Ground, Move } from '../../../domain/proof/moves/move.ts';
import { lateResults } from '../../../domain/proof/moves/results.ts';
import { Planner } from '../../../domain/proof/planner.ts';
import { type Asked, explore, startsOf } from '../../../domain/proof/prove.ts';
import { UNSEEN } from '../../../domain/proof/witness.ts';
import { bare, type World } from '../../../domain/proof/world.ts';
import { labelOf, resultOf, workOf } from './label.ts';
import { placeOf } from './place.ts';
import type { Step } from './recorded.ts';

/** Rules are not asked here, only ways. */
const NO_DEMANDS: Asked = {
  hours: { from: '09:00', until: '17:00' },
  closes: () => false,
  closingNeeded: false,
  notesNeeded: false,
  orders: [],
  words: new Set(),
};

/** With so many surprises at the most a state that comes from another run or version is looked for. */
const SURPRISES_BEFORE = 1;

/**
 * The prover's worlds in which a case can be. They are followed along what happens to it: of all moves that the prover
 * makes from them, those that are the same kind of thing and lead to the same place. None left: the prover does not know
 * this path.
 */
export class Followed {
  readonly #ground: Ground;
  readonly #worlds: World[];

  private constructor(ground: Ground, worlds: World[]) {
    this.#ground = ground;
    this.#worlds = worlds;
  }

  /** Where the prover opens a case, and it stands like this. */
  static fromStart(program: Program, state: CaseState): Followed {
    const ground = groundOf(program);
    const starts = startsOf(program, INTERPRETER).flatMap((start) => dated(ground, INTERPRETER, start()));
    return new Followed(ground, starts).#at(state);
  }

  /** Where the prover comes to a case that stands like this, with as few surprises as can be. */
  static fromWithin(program: Program, state: CaseState): Followed {
    const ground = groundOf(program);
    let followed = new Followed(ground, []);
    for (let surprises = 0; followed.lost && surprises <= SURPRISES_BEFORE; surprises += 1) {
      const { graph } = explore(program, NO_DEMANDS, { surprises });
      const worlds = graph.found.map(({ world }) => world);
      followed = new Followed(ground, worlds).#at(state);
    }
    return followed;
  }

  /** The prover knows no such path. */
  get lost(): boolean {
    return this.#worlds.length === 0;
  }

  /** After this happened to the case. */
  after({ before, event, after }: Step): Followed {
    const worlds = this.#waited();
    const label = labelOf(this.#ground.program, before, event);
    const next = worlds.flatMap((world) =>
      event.type === 'performed'
        ? this.#worked(world, workOf(event.key), event.results)
        : this.#happened(world, label),
    );
    return new Followed(this.#ground, next).#at(after);
  }

  /** Those that stand where the case stands, each once. */
  #at(state: CaseState): Followed {
    const place = placeOf(this.#ground.program, state);
    const there = this.#worlds.filter((world) => this.#place(world) === place);
    const distinct = new Map(there.map((world) => [keyOf(this.#ground, world), world]));
    return new Followed(this.#ground, [...distinct.values()]);
  }

  #place({ state }: World): string {
    return placeOf(this.#ground.program, state);
  }

  #moves(world: World): Move[] {
    if (world.flight) return lateResults(this.#ground, world, world.flight);
    return movesFor(this.#ground, world, INTERPRETER.next(this.#ground.program, world.state));
  }

  #happened(world: World, label: string): World[] {
    return this.#moves(world)
      .filter(({ event }) => labelOf(this.#ground.program, world.state, event) === label)
      .flatMap((move) => this.#made(world, move));
  }

  /** Behind an effect that is left out, the engine goes on with the step at once; the prover begins it anew. */
  #worked(world: World, work: string, results: EffectResult[]): World[] {
    if (results.length === 0) return [world];
    const named = (result: EffectResult) => resultOf(this.#ground.program, result);
    const told = results.map(named);
    return this.#moves(world).flatMap((move) => {
      if (move.event.type !== 'performed' || workOf(move.event.key) !== work) return [];
      const part = move.event.results.map(named);
      const begins = part.length > 0 && part.every((result, index) => result === told[index]);
      if (!begins) return [];
      return this.#made(world, move).flatMap((next) => this.#worked(next, work, results.slice(part.length)));
    });
  }

  #made(world: World, move: Move): World[] {
    const state = bare(INTERPRETER.evolve(this.#ground.program, world.state, move.event));
    const witness = state.round === world.state.round ? move.witness : UNSEEN;
    const { at, flight = null } = move;
    return dated(this.#ground, INTERPRETER, { at, state, flight, witness, surprises: 0 });
  }

  /** Where the case also is when nothing but time has passed, or work that was called off has come to nothing. */
  #waited(): World[] {
    const all = [...this.#worlds];
    const known = new Set(all.map((world) => keyOf(this.#ground, world)));
    for (const world of all) {
      const quiet = this.#moves(world).filter(isQuiet);
      for (const there of quiet.flatMap((move) => this.#made(world, move))) {
        const key = keyOf(this.#ground, there);
        if (known.has(key) || this.#place(there) !== this.#place(world)) continue;
        known.add(key);
        all.push(there);
      }
    }
    return all;
  }
}

function groundOf(program: Program): Ground {
  const planner = new Planner(program, plainDays(NO_DEMANDS.hours));
  return { ...NO_DEMANDS, program, planner, surprises: Number.POSITIVE_INFINITY };
}

function isQuiet({ event }: Move): boolean {
  if (event.type === 'time-came') return true;
  return event.type === 'performed' && event.results.every(({ status }) => status === 'stopped');
}
