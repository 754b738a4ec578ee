import { ITEMS_CHANGED } from '../../program/evolve/outside.ts';
import { bounced, replied } from '../witness.ts';
import { type Move, type Moves, SAID } from './move.ts';

/** What the contact or another system can do at any moment. */
export const outside: Moves = (ground, world) =>
  all(ground, world).map((move) => ({ ...move, surprise: true }));

const all: Moves = (ground, world) => {
  const { at, state, witness } = world;
  const moves: Move[] = [
    {
      at,
      says: 'the customer replies',
      event: { type: 'replied', at, id: `reply-${at}-${state.answered?.replies.length ?? 0}` },
      witness: replied(witness),
      outside: true,
    },
  ];
  for (const out of (state.problems ?? []).length > 0 ? [] : witness.out) {
    const event = { type: 'undelivered', at, id: SAID, key: out.key, effect: out.effect } as const;
    moves.push({ at, says: `${out.name} comes back undelivered`, event, witness: bounced(witness, out) });
  }
  if (state.outcome) return moves;
  return [...moves, ...conditions(ground, world)];
};

const conditions: Moves = ({ program }, { at, witness }) => {
  const known = Object.keys(program.conditions).filter((condition) => condition !== 'case-withdrawn');
  const changing = program.levels.length > 0 ? [ITEMS_CHANGED] : [];
  return [...known, ...changing].map((condition) => ({
    at,
    says: `the ledger hears: ${condition}`,
    event: { type: 'condition-met', at, id: SAID, condition },
    witness,
    outside: true,
  }));
};
