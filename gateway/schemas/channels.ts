import { Type } from 'typebox';
import { ACT_ROADS, ALL_CHANNELS, SWITCHABLE } from '../../domain/channels.ts';
import { exactly, Moment, nullable, oneOf } from './common.ts';

export const ChannelState = Type.Object(
  {
    channel: oneOf([...SWITCHABLE, ...ACT_ROADS]),
    state: oneOf(['on', 'off', 'failing', 'trying'], {
      description:
        'failing: it has failed several times in a row and is left alone; trying: the next message tries it.',
    }),
    since: nullable(Moment),
    until: nullable(Moment),
    reason: nullable(Type.String()),
    by: nullable(Type.String()),
  },
  { $id: 'ChannelState' },
);

/** A channel in an address: one, or all of them. */
export const CHANNEL = Type.Object({ channel: oneOf([...SWITCHABLE, ...ACT_ROADS, ALL_CHANNELS]) });

const REASON = Type.String({ minLength: 1, maxLength: 1_000, description: 'For whoever reads it later.' });

export const SwitchChannel = exactly({ reason: REASON }, { $id: 'SwitchChannel' });

export const Parked = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    since: Moment,
    role: Type.String(),
    assignee: nullable(Type.String()),
    reason: Type.String(),
    says: Type.String(),
    mayHaveArrived: Type.Boolean({
      description: 'Before it is sent again a person must be sure that it did not.',
    }),
    message: nullable(
      Type.Object({
        id: Type.String(),
        verb: Type.String(),
        channel: Type.String(),
        name: Type.String(),
        recipient: Type.String(),
        subject: nullable(Type.String()),
        text: nullable(Type.String()),
        tries: Type.Integer(),
        detail: nullable(Type.String({ description: "The other side's own words." })),
      }),
    ),
  },
  { $id: 'Parked' },
);

const SURE = Type.Optional(Type.Boolean({ description: 'The person has made sure that it did not arrive.' }));

const ADDRESS_WORKS = Type.Optional(Type.Boolean({ description: 'The address that was refused is right.' }));

export const ReleaseParked = exactly(
  {
    note: REASON,
    didNotArrive: SURE,
    addressWorks: ADDRESS_WORKS,
  },
  { $id: 'ReleaseParked' },
);

export const EditParked = exactly(
  {
    note: REASON,
    didNotArrive: SURE,
    addressWorks: ADDRESS_WORKS,
    to: Type.Optional(Type.String({ minLength: 1, maxLength: 320, description: 'The right address.' })),
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20_000,
        description:
          'What it is to say instead, as it goes out. A warning, and what a law words, stay as they are.',
      }),
    ),
  },
  { $id: 'EditParked' },
);

export const WithNote = exactly({ note: REASON }, { $id: 'WithNote' });

const TRIED = {
  id: Type.String(),
  messageId: Type.String({ description: 'Its webhook-id.' }),
  caseId: Type.String(),
  endpoint: Type.String(),
  at: Moment,
  ms: Type.Integer(),
  status: nullable(Type.Integer()),
  error: nullable(Type.String()),
  replayedBy: nullable(Type.String()),
};

export const WebhookTry = Type.Object(TRIED, { $id: 'WebhookTry' });

export const WebhookTryDetail = Type.Object(
  {
    ...TRIED,
    answer: Type.String({ description: 'Its first bytes.' }),
    body: nullable(Type.String({ description: 'What went out.' })),
    replays: Type.Array(
      Type.Object({
        askedAt: Moment,
        askedBy: Type.String(),
        reason: Type.String(),
        outcome: nullable(Type.String()),
      }),
    ),
  },
  { $id: 'WebhookTryDetail' },
);
