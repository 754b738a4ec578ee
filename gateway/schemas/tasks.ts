import { Type } from 'typebox';
import { STOPS } from '../../domain/gate/stops.ts';
import { Moment, nullable, oneOf } from './common.ts';

export const TASK_KINDS = [
  'step',
  'call',
  'review',
  'aside',
  'left-over',
  'declined',
  'check',
  'on-hold',
  'discrepancy',
  'by-hand',
  'reply',
  'late-reply',
  'decision',
  'choose-resolution',
  'problem',
  'confirm-approval',
] as const;

export const Task = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    kind: Type.String({ description: `One of ${TASK_KINDS.join(', ')}.` }),
    role: Type.String(),
    assignee: nullable(Type.String()),
    title: Type.String(),
    body: Type.String(),
    about: Type.String(),
    state: oneOf(['open', 'done', 'called-off']),
    options: Type.Array(
      Type.Object({
        option: Type.String(),
        does: nullable(Type.String()),
        reason: Type.Boolean({ description: 'A reason must be given, as `note`.' }),
        date: oneOf(['needed', 'possible', 'none']),
      }),
    ),
    priority: Type.Integer(),
    openedAt: Moment,
    dueAt: nullable(Moment),
    showAt: nullable(Moment),
    escalated: Type.Integer(),
    answered: Type.Boolean({
      description: 'The contact has answered: do not do it before somebody has read that.',
    }),
    stopped: nullable(
      oneOf(STOPS, {
        description:
          'Why it must not be done now: for everything but the answer itself a reply; for a text to post, a call or an act by hand also what would stop it if a machine did it. Looked at when it is read.',
      }),
    ),
    sop: nullable(Type.String()),
    closedAt: nullable(Moment),
    closedBy: nullable(Type.String()),
    option: nullable(Type.String()),
    note: nullable(Type.String()),
    rehearsal: Type.Boolean(),
  },
  { $id: 'Task' },
);

export const CallAsked = Type.Object({ id: Type.String() }, { $id: 'CallAsked' });

export const Calls = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        by: Type.String(),
        state: oneOf(['asked', 'ringing-staff', 'connecting', 'ended']),
        at: Moment,
        says: nullable(Type.String()),
        because: nullable(Type.String({ description: 'Why the contact was not rung.' })),
        seconds: nullable(Type.Integer()),
        suggests: nullable(
          oneOf(['spoke', 'voicemail', 'no-answer'], {
            description: 'What it may have come to. Only the person who called knows.',
          }),
        ),
      }),
    ),
  },
  { $id: 'Calls' },
);
