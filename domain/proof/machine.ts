import { begin } from '../program/begin.ts';
import { evolve } from '../program/evolve/evolve.ts';
import { next } from '../program/next.ts';

/** The interpreter under proof. Its own tests hand in broken ones, so that every rule is seen to fail. */
export interface Machine {
  begin: typeof begin;
  next: typeof next;
  evolve: typeof evolve;
}

/** The one that carries real cases. */
export const INTERPRETER: Machine = { begin, next, evolve };
