import { type Static, Type } from 'typebox';
import { INBOUND_CLASSES } from '../../domain/inbound/classes.ts';
import { Moment, nullable, oneOf } from './common.ts';

export const INBOX_DID = ['replied', 'to-assign', 'opted-in', 'undelivered', 'postponed', 'noted'] as const;

const ITEM = {
  id: Type.String(),
  receivedAt: Moment,
  channel: Type.String(),
  source: Type.String(),
  eventId: Type.String(),
  address: nullable(Type.String({ description: 'Who wrote, or who did not get our message.' })),
  subject: nullable(Type.String()),
  class: oneOf(INBOUND_CLASSES),
  because: Type.String({ description: 'Why it was taken for that.' }),
  authentic: Type.Boolean({ description: 'A server that we trust found that it comes from where it says.' }),
  caseId: nullable(Type.String()),
  matchedBy: nullable(oneOf(['named', 'token', 'thread', 'tag', 'sender'])),
  about: nullable(Type.String({ description: 'Our message that it answers or reports on.' })),
  did: nullable(
    oneOf(INBOX_DID, { description: 'What was done about it; null: nothing yet, and nothing goes out.' }),
  ),
  doneAt: nullable(Moment),
  error: nullable(Type.String({ description: 'Why dealing with it failed last.' })),
};

/** What came in, without its words. */
export const InboxItem = Type.Object(ITEM, { $id: 'InboxItem' });

export const InboxItemDetail = Type.Object(
  {
    ...ITEM,
    text: Type.String({ description: 'What the person wrote; the original has the rest.' }),
    attachments: Type.Array(
      Type.Object({ name: nullable(Type.String()), mediaType: Type.String(), size: Type.Integer() }),
    ),
    cases: Type.Array(Type.String(), {
      description: 'Open cases of the address, where it is of none surely.',
    }),
  },
  { $id: 'InboxItemDetail' },
);

export const NoRefusal = Type.Object(
  {
    item: Type.String({ description: 'The id of the item, or of the reply.' }),
    reachable: Type.Array(Type.Object({ address: Type.String(), channel: Type.String() }), {
      description: 'Who may be reached again, as far as nothing else forbids it.',
    }),
  },
  { $id: 'NoRefusal' },
);

export type InboxView = Static<typeof InboxItem>;
