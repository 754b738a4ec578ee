import { Type } from 'typebox';
import { ROW_OUTCOMES } from '../../client/index.ts';
import { Moment, nullable, oneOf } from './common.ts';

const COUNTS = Type.Object(Object.fromEntries(ROW_OUTCOMES.map((each) => [each, Type.Integer()])), {
  description: 'Rows by what became of them.',
});

export const Import = Type.Object(
  {
    id: Type.String(),
    procedure: Type.String(),
    source: Type.String(),
    variant: nullable(Type.String()),
    list: Type.String(),
    rows: Type.Integer(),
    begunAt: Moment,
    begunBy: Type.String(),
    endedAt: nullable(Moment),
    counts: COUNTS,
  },
  { $id: 'Import' },
);

export const ImportRow = Type.Object(
  {
    row: Type.Integer({ description: 'As a spreadsheet numbers it: the header is row 1.' }),
    outcome: oneOf(ROW_OUTCOMES),
    caseId: nullable(Type.String()),
    step: nullable(Type.Integer()),
    code: nullable(Type.String()),
    reason: Type.String(),
  },
  { $id: 'ImportRow' },
);

export const Upload = Type.Object(
  {
    id: Type.String(),
    procedure: Type.String(),
    list: Type.String(),
    bytes: Type.Integer(),
    state: oneOf(['waiting', 'at-work', 'done', 'failed']),
    begunAt: Moment,
    import: nullable(Type.String({ description: 'Whose rows say what became of each; null: not begun.' })),
    done: Type.Integer({ description: 'Rows that have a result.' }),
    rows: nullable(Type.Integer()),
    error: nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
  },
  { $id: 'Upload' },
);

export const TakenEvent = Type.Object(
  {
    outcome: oneOf([...ROW_OUTCOMES, 'new-round'] as const),
    caseId: nullable(Type.String()),
    code: nullable(Type.String()),
    reason: Type.String(),
  },
  { $id: 'TakenEvent' },
);
