import { Type } from 'typebox';
import { OUTCOMES } from '../../domain/program/program.ts';
import { Moment, nullable, ref } from './common.ts';

export const Procedure = Type.Object(
  {
    name: Type.String(),
    title: nullable(Type.String()),
    version: nullable(Type.Integer()),
    owner: nullable(Type.String()),
    variants: Type.Array(Type.String()),
    sound: Type.Boolean({ description: 'False: its files have problems, so no case can be opened with it.' }),
    takesEvents: Type.Boolean({ description: 'It has an import.yaml: uploads and events open its cases.' }),
  },
  { $id: 'Procedure' },
);

export const FileProblem = Type.Object(
  {
    code: Type.String(),
    file: Type.String(),
    line: Type.Integer(),
    column: Type.Integer(),
    message: Type.String(),
  },
  { $id: 'FileProblem' },
);

const item = Type.Object({
  verb: Type.String(),
  name: Type.String(),
  channel: Type.Optional(Type.String()),
});

export const Preview = Type.Object(
  {
    procedure: Type.String(),
    variant: nullable(Type.String()),
    zone: Type.String(),
    steps: Type.Array(
      Type.Object({
        at: Type.Optional(Type.String({ description: 'ISO 8601 with the offset of the zone.' })),
        earliest: Type.Optional(Type.String()),
        latest: Type.Optional(Type.String()),
        after: Type.Optional(Type.String()),
        if: Type.Optional(Type.String()),
        day: Type.Optional(Type.Integer()),
        does: Type.Array(item),
      }),
    ),
  },
  { $id: 'Preview' },
);

const spread = nullable(
  Type.Object({
    count: Type.Integer(),
    medianMs: Type.Number(),
    p90Ms: Type.Number(),
    few: Type.Boolean({ description: 'Fewer than five: the median is an anecdote.' }),
  }),
);

export const Figures = Type.Object(
  {
    opened: Type.Integer(),
    attempts: Type.Integer(),
    replies: Type.Object({
      total: Type.Integer(),
      afterAttempts: Type.Record(Type.String(), Type.Integer()),
      afterTheEnd: Type.Integer(),
    }),
    timeToReply: spread,
    ended: Type.Integer(),
    outcomes: Type.Object(Object.fromEntries(OUTCOMES.map((each) => [each, Type.Optional(Type.Integer())]))),
    attemptsPerCase: nullable(Type.Number()),
    timeToOutcome: spread,
    reopened: Type.Integer(),
    reopenRate: nullable(Type.Number()),
    decisions: spread,
    undelivered: Type.Integer(),
    optOuts: Type.Integer(),
  },
  { $id: 'Figures' },
);

const edition = { version: Type.Integer(), hash: Type.String() };

export const Report = Type.Object(
  {
    procedure: Type.String(),
    zone: Type.String(),
    from: Type.String(),
    to: Type.String(),
    weeks: Type.Array(
      Type.Object({
        week: Type.String({ examples: ['2027-W11'] }),
        monday: Type.String(),
        sunday: Type.String(),
        over: Type.Boolean(),
        figures: nullable(ref(Figures)),
        versions: Type.Array(Type.Object({ ...edition, figures: ref(Figures) })),
      }),
    ),
    versions: Type.Array(
      Type.Object({
        ...edition,
        firstOpenedAt: Moment,
        lastOpenedAt: Moment,
        openNow: Type.Integer(),
        decisionsNow: Type.Integer(),
        figures: ref(Figures),
        comparable: nullable(ref(Figures)),
      }),
    ),
    ripeBeforeAt: nullable(Moment),
    total: nullable(ref(Figures)),
  },
  { $id: 'Report' },
);

export const OutboxEntry = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    verb: Type.String(),
    channel: Type.String(),
    name: Type.String(),
    recipient: Type.String(),
    subject: nullable(Type.String()),
    text: Type.String(),
    at: Moment,
  },
  { $id: 'OutboxEntry' },
);
