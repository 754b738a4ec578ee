import type { Need } from '../../program/state.ts';
import type { Machine } from '../machine.ts';
import { bare, type World } from '../world.ts';
import { canSurprise, type Ground, type Move } from './move.ts';
import { outside } from './outside.ts';
import { people } from './people.ts';
import { results } from './results.ts';
import { planning, waiting } from './time.ts';

/** All that can happen next to a case with nothing under way. */
export function movesFor(ground: Ground, world: World, need: Need): Move[] {
  const events = [...people(ground, world), ...(canSurprise(ground, world) ? outside(ground, world) : [])];
  switch (need.need) {
    case 'wait':
      return [...waiting(ground, world, need), ...events];
    case 'perform':
      return [...results(ground, world, need), ...events.map((event) => ({ ...event, flight: need }))];
    case 'plan':
    case 'record':
    case 'end':
      return events;
  }
}

/** Dates come at once, in every way they can come, or not at all. */
export function dated(ground: Ground, machine: Machine, world: World): World[] {
  if (world.flight) return [world];
  const { program } = ground;
  const need = machine.next(program, world.state);
  if (need.need !== 'plan') return [world];
  return planning(ground, world, need).flatMap(({ event, surprise }) => {
    const surprises = world.surprises + (surprise ? 1 : 0);
    if (surprises > ground.surprises) return [];
    const state = bare(machine.evolve(program, world.state, event));
    return dated(ground, machine, { ...world, state, surprises });
  });
}
