import type { CaseEvent } from '../../program/events.ts';
import { refusal } from '../../program/refusal.ts';
import { classesOf } from '../classes.ts';
import { LONG } from '../days.ts';
import { factsChanged, type Witness } from '../witness.ts';
import type { World } from '../world.ts';
import { canSurprise, type Ground, type Move, type Moves, SAID } from './move.ts';
import { tasks } from './tasks.ts';

/** What staff can order, and what they can do about open tasks. What the interpreter would refuse is no move. */
export const people: Moves = (ground, world) => {
  if (world.state.outcome) return [];
  const moves: Move[] = [
    ...(standsStill(world) ? goingOn(world) : []),
    ...(canSurprise(ground, world) ? orders(ground, world) : []),
    ...tasks(ground, world),
  ];
  return moves.filter((move) => refusal(ground.program, world.state, move.event) === null);
};

/** What lets a case go on that was answered or is held; to any other the interpreter refuses it. */
function goingOn({ at, witness }: World): Move[] {
  const free: Witness = { ...witness, answered: false };
  return [
    { at, says: 'a person lets it go on', event: { type: 'resumed', at, id: SAID }, witness: free },
    {
      at,
      says: 'a person lets it go on, a week later at the earliest',
      event: { type: 'resumed', at, id: SAID, notBefore: at + LONG },
      witness: free,
    },
    { at, says: 'a person settles it', event: { type: 'settled', at, id: SAID }, witness: free },
    {
      at,
      says: 'a person has answered and waits again',
      event: { type: 'waits-again', at, id: SAID, since: at },
      witness: free,
    },
  ];
}

/** Orders on top of each other are left to chance: the tests that play any event in any order follow them. */
function standsStill({ state }: World): boolean {
  return state.answered !== null || state.held !== null || state.problem !== null;
}

const orders: Moves = (ground, world) =>
  (standsStill(world) ? [withdrawal] : [withdrawal, holds, facts, approvals]).flatMap((some) =>
    some(ground, world).map((move) => ({ ...move, surprise: true })),
  );

const withdrawal: Moves = (_ground, { at, witness }) => [
  {
    at,
    says: 'a person withdraws the case',
    event: { type: 'withdrawn', at, id: SAID },
    witness,
    outside: true,
  },
];

const holds: Moves = (_ground, { at, witness }) => {
  const held = (says: string, until: number | null, more: { promise?: true } = {}): Move => ({
    at,
    says,
    event: { type: 'held', at, id: SAID, until, ...more },
    witness,
  });
  return [
    held('a person puts it on hold', null),
    held('a person puts it on hold for a week', at + LONG),
    held('the customer promises something within a week', at + LONG, { promise: true }),
  ];
};

const facts: Moves = ({ program }, { at, state, witness }) =>
  program.steering.flatMap(({ name }) =>
    classesOf(program, name)
      .filter((value) => value !== state.facts[name])
      .map((value) => ({
        at,
        says: `a person chooses "${value}" for ${name}`,
        event: { type: 'fact-chosen', at, id: SAID, fact: name, value },
        witness: factsChanged(witness),
      })),
  );

const approvals = ({ program }: Ground, { at, state, witness }: Parameters<Moves>[1]): Move[] => {
  const back = state.approvals.map(({ act }): Move => {
    const event: CaseEvent = { type: 'approval-withdrawn', at, id: SAID, act };
    const approved = witness.approved.filter((other) => other !== act);
    return { at, says: `the approval of ${act} is taken back`, event, witness: { ...witness, approved } };
  });
  const open = state.tasks.some(({ kind }) => kind === 'confirm-approval');
  // Confirmed elsewhere it is discarded; opened earlier it is answered here all the same.
  if (open || program.operations[state.position]?.op !== 'gate') return back;
  const event: CaseEvent = { type: 'approval-unclear', at, id: SAID };
  return [...back, { at, says: 'an approval comes that names nobody', event, witness }];
};
