import { Type } from 'typebox';
import { NO_REASONS } from '../../domain/contactRules/consent.ts';
import { CHANNELS, PURPOSES } from '../../domain/contactRules/contactRules.ts';
import { exactly, GivenMoment, Moment, NAME, nullable, oneOf } from './common.ts';

const ADDRESS = Type.String({ minLength: 1, maxLength: 320 });

export const SaysNo = exactly(
  {
    address: ADDRESS,
    channel: Type.Optional(oneOf(CHANNELS, { description: 'Absent: every channel of the address.' })),
    scope: Type.Optional(
      oneOf(['everything', 'this-topic'], { description: 'Absent: everything. this-topic needs a purpose.' }),
    ),
    purpose: Type.Optional(oneOf(PURPOSES)),
    reason: Type.Optional(oneOf(NO_REASONS)),
    source: Type.Optional(NAME),
    evidence: Type.Optional(
      Type.String({ maxLength: 10_000, description: 'Their words, or where they are.' }),
    ),
  },
  { $id: 'SaysNo' },
);

export const NoKept = Type.Object({ id: Type.String(), address: Type.String() }, { $id: 'NoKept' });

export const SaysYes = exactly(
  {
    address: ADDRESS,
    channel: oneOf(CHANNELS),
    purposes: Type.Optional(Type.Array(oneOf(PURPOSES), { minItems: 1, maxItems: PURPOSES.length })),
    evidence: Type.String({
      minLength: 1,
      maxLength: 10_000,
      description: 'Where the proof is, or what it is.',
    }),
    source: Type.Optional(NAME),
    wording: Type.Optional(NAME),
    at: Type.Optional(GivenMoment),
    expiresAt: Type.Optional(GivenMoment),
  },
  { $id: 'SaysYes' },
);

export const Suppression = Type.Object(
  {
    id: Type.String(),
    kind: oneOf(['opt-out', 'blocked'], {
      description:
        'opt-out: its person does not want it; blocked: the other side refuses the address, so it cannot be used.',
    }),
    address: Type.String(),
    channel: Type.String({ description: '*: every channel of the address.' }),
    purpose: nullable(Type.String({ description: 'Of an opt-out: what it is of; null: everything.' })),
    reason: Type.String(),
    since: Moment,
  },
  { $id: 'Suppression' },
);

export const Unblock = exactly(
  {
    address: ADDRESS,
    channel: oneOf(CHANNELS),
    reason: Type.String({ minLength: 1, maxLength: 10_000, description: 'Why it works again.' }),
  },
  { $id: 'Unblock' },
);

export const OptOut = Type.Object(
  {
    id: Type.String(),
    address: Type.String(),
    channel: Type.String({ description: '*: every channel of the address.' }),
    purpose: nullable(Type.String()),
    reason: Type.String(),
    source: Type.String(),
    inbox: nullable(
      Type.String({
        description: 'The item of the inbox whose words were taken for it; it may have been misread.',
      }),
    ),
    at: Moment,
    recordedBy: Type.String(),
    agreedSince: Type.Array(Type.String()),
  },
  { $id: 'OptOut' },
);
