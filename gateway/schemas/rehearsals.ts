import { Type } from 'typebox';
import { OUTCOMES } from '../../domain/program/program.ts';
import { STATUSES } from '../../domain/program/state.ts';
import { PlannedStep } from './cases.ts';
import { Moment, nullable, oneOf, ref } from './common.ts';

export const SEND_FAILURES = ['temporarily', 'refused', 'bounces', 'ambiguous'] as const;

export const Rehearsal = Type.Object(
  {
    id: Type.String(),
    procedure: Type.String(),
    variant: nullable(Type.String()),
    zone: Type.String(),
    clock: Moment,
    status: oneOf(STATUSES),
    outcome: nullable(oneOf(OUTCOMES)),
    round: Type.Integer(),
    contact: nullable(Type.String()),
    owner: Type.String(),
    waitingOn: nullable(Type.String()),
    nextAt: nullable(Moment),
    ahead: Type.Array(ref(PlannedStep)),
    tasks: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        kind: Type.String(),
        role: Type.String(),
        title: Type.String(),
        body: Type.String(),
        dueAt: nullable(Moment),
        options: Type.Array(
          Type.Object({
            option: Type.String(),
            does: nullable(Type.String()),
            reason: Type.Boolean(),
            date: oneOf(['needed', 'possible', 'none']),
          }),
        ),
      }),
    ),
    conditions: Type.Array(Type.String()),
    order: nullable(Type.Object({ how: oneOf(SEND_FAILURES), taken: Type.Boolean() })),
    timeline: Type.Array(
      Type.Object({
        id: Type.String(),
        at: Moment,
        round: Type.Integer(),
        what: Type.String(),
        about: nullable(Type.String()),
        because: nullable(Type.String()),
        words: Type.String(),
      }),
    ),
    can: Type.Array(Type.String(), { description: 'The calls that make sense now.' }),
  },
  { $id: 'Rehearsal' },
);
