import { Type } from 'typebox';
import { exactly, Moment, NAME, nullable, oneOf } from './common.ts';

const AMOUNT = Type.String({ description: 'A decimal number in its currency.', examples: ['-1234.50'] });
const DATE = Type.String({ format: 'date' });

const LINE = {
  number: Type.String(),
  kind: oneOf(['invoice', 'credit']),
  issued: DATE,
  due: DATE,
  daysOverdue: Type.Integer(),
  amount: AMOUNT,
  paid: AMOUNT,
  open: AMOUNT,
  level: Type.Integer({ description: 'The highest level at which it was asked for; 0: never.' }),
  dunnedOn: nullable(DATE),
  dispute: Type.Optional(Type.Object({ since: DATE, reason: Type.String() })),
};

const CURRENCY = Type.Object({
  currency: Type.String({ examples: ['EUR'] }),
  lines: Type.Array(Type.Object(LINE), { description: 'The oldest debt first.' }),
  ageing: Type.Array(
    Type.Object({
      from: Type.Integer(),
      to: nullable(Type.Integer({ description: 'Days overdue; null: no end.' })),
      amount: AMOUNT,
    }),
  ),
  credits: AMOUNT,
  total: AMOUNT,
  overdue: AMOUNT,
});

export const Statement = Type.Object(
  {
    caseId: Type.String(),
    customer: Type.String(),
    on: DATE,
    standing: oneOf(['overdue', 'disputed', 'clear']),
    currencies: Type.Array(CURRENCY, { description: 'Never added up with each other.' }),
    disputed: Type.Array(Type.Object({ ...LINE, currency: Type.String() }), {
      description: 'In no total, and not asked for until settled.',
    }),
  },
  { $id: 'Statement' },
);

export const DisputeItem = exactly(
  {
    invoice: NAME,
    reason: nullable(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        description: 'What the customer says is wrong; null: it is settled, and is asked for again.',
      }),
    ),
  },
  { $id: 'DisputeItem' },
);

export const PrintLetters = exactly(
  {
    role: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Only what it reviews.' })),
    again: Type.Optional(Type.Boolean({ description: 'Also letters that were printed before.' })),
  },
  { $id: 'PrintLetters' },
);

export const PrintedLetters = Type.Object(
  {
    pdf: nullable(Type.String({ contentEncoding: 'base64', contentMediaType: 'application/pdf' })),
    cases: Type.Array(Type.String(), { description: 'Whose letters are in it, in this order.' }),
    left: Type.Array(Type.Object({ caseId: Type.String(), because: Type.String() }), {
      description: 'Whose letters are not in it, and why.',
    }),
  },
  { $id: 'PrintedLetters' },
);

export const LevelAutomation = Type.Object(
  {
    procedure: Type.String(),
    level: Type.String(),
    days: Type.Integer({ description: 'Overdue.' }),
    on: Type.Boolean({ description: 'Its email goes out by itself.' }),
    since: nullable(Moment),
    by: nullable(Type.String()),
  },
  { $id: 'LevelAutomation' },
);
