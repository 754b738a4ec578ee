import { Type } from 'typebox';
import { exactly, Moment, NAME, nullable } from './common.ts';

const ADDRESS = Type.String({ minLength: 1, maxLength: 320 });
const COUNTS = Type.Record(Type.String(), Type.Integer(), { description: 'Rows, by table.' });

export const Erase = exactly(
  {
    cases: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 100 }),
    ),
    email: Type.Optional(ADDRESS),
    phone: Type.Optional(ADDRESS),
    portal: Type.Optional(ADDRESS),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Of several people who share the address.' }),
    ),
    reason: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 10_000,
        description: 'Needed unless it is a preview. It stays, so it must not name the person.',
      }),
    ),
    preview: Type.Optional(Type.Boolean({ description: 'Show what would go; change nothing.' })),
  },
  { $id: 'Erase' },
);

const KEPT = Type.Array(
  Type.Object({
    table: Type.String(),
    rows: Type.Integer(),
    because: Type.String(),
    years: nullable(Type.Number()),
  }),
);

export const ErasurePreview = Type.Object(
  {
    cases: Type.Array(Type.Object({ id: Type.String(), procedure: Type.String(), status: Type.String() })),
    addresses: Type.Integer(),
    sharedAddresses: Type.Integer(),
    others: Type.Array(Type.String(), { description: 'Cases with the same addresses that stay.' }),
    rehearsals: Type.Array(Type.String(), { description: 'Which of all these are rehearsals or samples.' }),
    removed: COUNTS,
    pseudonymised: COUNTS,
    kept: KEPT,
  },
  { $id: 'ErasurePreview' },
);

export const Certificate = Type.Object(
  {
    id: Type.String(),
    begunAt: Moment,
    endedAt: Moment,
    by: Type.String(),
    role: Type.String(),
    reason: Type.String(),
    cases: Type.Integer(),
    addresses: Type.Integer(),
    sharedAddresses: Type.Integer(),
    removed: COUNTS,
    pseudonymised: COUNTS,
    kept: KEPT,
    runs: Type.Object({ ended: Type.Integer(), deleted: Type.Integer() }),
    files: Type.Integer({ description: 'Fetched reports that named them, deleted.' }),
    stillNamed: COUNTS,
    previous: nullable(Type.String({ description: 'The hash of the certificate before.' })),
    hash: Type.String(),
  },
  { $id: 'Certificate', description: 'What was removed, what was kept and why. Never who it was.' },
);

export const Erasure = Type.Object(
  {
    id: NAME,
    begunAt: Moment,
    by: Type.String(),
    reason: Type.String(),
    certificate: nullable(Type.Unsafe<Record<string, unknown>>({ $ref: 'Certificate#' })),
  },
  { $id: 'Erasure' },
);
