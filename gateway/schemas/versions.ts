import { Type } from 'typebox';
import { exactly, Moment, nullable, oneOf, WORDS } from './common.ts';

export const ProcedureVersion = Type.Object(
  {
    version: Type.Integer(),
    hash: Type.String(),
    firstSeen: nullable(Moment),
    by: nullable(Type.String()),
    openCases: Type.Integer(),
    onDisk: Type.Boolean({ description: 'It is what the files say now: new cases begin with it.' }),
  },
  { $id: 'ProcedureVersion' },
);

const edition = Type.Object({ version: Type.Integer(), hash: Type.String() });

export const VersionDifferences = Type.Object(
  {
    from: edition,
    to: edition,
    says: Type.Array(Type.String(), { description: 'In plain English; empty: comments and layout only.' }),
  },
  { $id: 'VersionDifferences' },
);

const was = nullable(Moment);

export const CaseChange = Type.Object(
  {
    caseId: Type.String(),
    became: oneOf(['would-change', 'changed', 'pending', 'unchanged', 'refused']),
    change: nullable(
      Type.Object({
        next: Type.Object({ was, will: was }),
        waitsFor: Type.Object({ was: nullable(Type.String()), will: nullable(Type.String()) }),
        added: Type.Array(Type.String()),
        dropped: Type.Array(Type.String()),
        shifted: Type.Array(Type.Object({ what: Type.String(), was: Moment, will: Moment })),
      }),
    ),
    refused: Type.Array(Type.Object({ code: Type.String(), about: Type.Optional(Type.String()) })),
  },
  { $id: 'CaseChange' },
);

export const CaseChanges = Type.Object(
  {
    counts: Type.Record(Type.String(), Type.Integer()),
    stopped: Type.Optional(Type.String({ description: 'Why it ended before the last case.' })),
    cases: Type.Array(Type.Unsafe({ $ref: 'CaseChange#' }), {
      description: 'Those that change or cannot, 1,000 at most.',
    }),
  },
  { $id: 'CaseChanges' },
);

/** What a run over many cases is asked with. */
export const RUN = {
  cases: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1_000 }),
  ),
  apply: Type.Optional(
    Type.Boolean({ description: 'Absent or false: it is only looked what would change.' }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description: 'So many cases are changed at most; absent: 200.',
    }),
  ),
  note: Type.Optional(WORDS),
};
export const RECALCULATE = exactly({
  procedure: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  calendar: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  ...RUN,
});
