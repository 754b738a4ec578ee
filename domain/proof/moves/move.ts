import type { CaseEvent } from '../../program/events.ts';
import type { Instant, Program } from '../../program/program.ts';
import type { Planner } from '../planner.ts';
import type { Witness } from '../witness.ts';
import type { Flight, World } from '../world.ts';

/** Something that can happen to a case next. */
export interface Move {
  at: Instant;
  /** What a story says of it; empty: nothing a reader needs. */
  /** For stories, so it is put into words only when one is told. */
  says: string | (() => string);
  event: CaseEvent;
  /** What has been seen afterwards. */
  witness: Witness;
  /** Work that was under way before it and still is. */
  flight?: Flight;
  /** Not what the procedure plans for: a failure, an order, something from outside, an outage. */
  surprise?: true;
  /** From outside or by a person's order: no way out that the procedure itself has. */
  outside?: true;
}

/** What the procedure says that its program does not carry. */
export interface Demands {
  /** Whether a message says that the matter is closed. */
  closes: (name: string, channel: string) => boolean;
  /** Whether the last message before an ending must say so. */
  closingNeeded: boolean;
  /** Whether every attempt must leave a note. */
  notesNeeded: boolean;
  /** What must not happen before or after something else, by the procedure's own rules. */
  orders: { never: string; before?: string; after?: string }[];
  /** The words that those rules ask about. */
  words: ReadonlySet<string>;
}

/** What the moves of one program need to know. */
export interface Ground extends Demands {
  /** How many surprises a path may have. */
  surprises: number;
  program: Program;
  planner: Planner;
}

/** Whether something may still happen on this path that the procedure does not plan for. */
export function canSurprise(ground: Ground, world: World): boolean {
  return world.surprises < ground.surprises;
}

export type Moves = (ground: Ground, world: World) => Move[];

/** Ids need only differ from those that the state remembers, and a bare state remembers none. */
export const SAID = 'said';
