import type { Need } from '../../program/state.ts';
import { HOUR, LONG } from '../days.ts';
import type { World } from '../world.ts';
import type { Ground, Move } from './move.ts';

/** A wait is over on time, or late; or nobody does anything until an open task is overdue. */
export function waiting({ program }: Ground, world: World, need: Extract<Need, { need: 'wait' }>): Move[] {
  const { state, witness } = world;
  const { until, remind } = need;
  const came = (at: number, says: string): Move => {
    const move: Move = { at, says, event: { type: 'time-came', at }, witness };
    return says === '' ? move : { ...move, surprise: true };
  };
  const moves: Move[] = [];
  if (until !== null) {
    const due = Math.max(until, world.at);
    moves.push(came(due, ''));
    if (need.for === 'step') {
      moves.push(came(due + LONG, 'everything stood still for a week'));
      const last =
        program.clock.skipAfterDays === undefined ? undefined : state.plan?.slots[need.about]?.notAfter;
      if (last !== undefined) moves.push(came(Math.max(due, last) + HOUR, 'everything stood still for long'));
    }
  }
  if (remind !== null && (until === null || remind < until)) {
    moves.push(came(Math.max(remind, world.at + LONG), 'nobody does it for a week: it is escalated'));
  }
  return moves;
}

/** The dates that a case asks for, in every way they can come, or not at all. */
export function planning({ planner }: Ground, world: World, need: Extract<Need, { need: 'plan' }>): Move[] {
  const { at, state, witness } = world;
  const plans = planner.plans(need.ask, state.plan, at);
  const planned = plans.map((plan): Move => {
    const says = plan.standing ? `the account is ${plan.standing}` : '';
    return { at, says, event: { type: 'planned', at, plan }, witness };
  });
  const event = { type: 'planning-failed', at } as const;
  return [...planned, { at, says: 'its dates cannot be planned', event, witness, surprise: true }];
}
