const text = { type: 'string', maxLength: 10_000 };
const name = { type: 'string', minLength: 1, maxLength: 200 };

/** The body of POST /cases. What the procedure itself asks for is checked by the client. */
export const OPEN_CASE = {
  type: 'object',
  required: ['procedure', 'source', 'id', 'facts'],
  additionalProperties: false,
  properties: {
    procedure: name,
    source: name,
    id: name,
    variant: name,
    owner: name,
    ownerPerson: name,
    rehearsal: { type: 'boolean' },
    facts: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'null'], maxLength: 10_000 },
    },
    contact: {
      type: 'object',
      additionalProperties: false,
      properties: {
        name: text,
        email: text,
        phone: text,
        portal: text,
        locale: text,
        zone: text,
        address: {
          type: 'object',
          required: ['country'],
          additionalProperties: false,
          properties: { country: name, region: name },
        },
        ceaseContact: { type: 'boolean' },
        attorney: { type: 'boolean' },
        consent: { type: 'object', additionalProperties: { type: 'boolean' } },
      },
    },
  },
} as const;

/** The body of POST /cases/:id/replies. `eventId` is the sender's own, so that a repeated post is one reply. */
export const REPLY = {
  type: 'object',
  required: ['text', 'source', 'eventId'],
  additionalProperties: false,
  properties: {
    text: { type: 'string', maxLength: 100_000 },
    source: name,
    eventId: { type: 'string', minLength: 1, maxLength: 1_000 },
    channel: name,
    address: { type: 'string', minLength: 3, maxLength: 320 },
  },
} as const;

export const CASE_ID = { type: 'object', properties: { id: { type: 'string' } } } as const;
