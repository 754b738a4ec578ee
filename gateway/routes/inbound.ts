import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { TakenItem } from '../../client/receive/item.ts';
import { INBOUND_CLASSES } from '../../domain/inbound/classes.ts';
import { checkSource } from '../access/caller.ts';
import { IF_TOO_LARGE, LARGEST_MAIL, MailsAtOnce } from '../limits/mails.ts';
import { atMost, bodyOf } from '../limits/stream.ts';
import { exactly, NAME, nullable, oneOf, PROBLEMS, WORDS } from '../schemas/common.ts';
import { streamCompiler } from '../schemas/compiler.ts';
import { type Api, type Parts, REPLIES } from './api.ts';

/** More than these at once would fill the memory. */
const AT_ONCE = { all: 4, each: 2 };

const EVENT = Type.String({
  minLength: 1,
  maxLength: 1_000,
  description: "The sender's own id of it: the same one is one item however often it comes.",
});
const DID = ['replied', 'to-assign', 'opted-in', 'undelivered', 'postponed', 'noted'] as const;

const Taken = Type.Object({
  id: Type.String(),
  repeated: Type.Boolean(),
  class: oneOf(INBOUND_CLASSES),
  did: nullable(oneOf(DID)),
  caseId: nullable(Type.String()),
  matchedBy: nullable(Type.String()),
  mayAnswer: Type.Boolean(),
  because: Type.Optional(Type.String()),
});

/** What comes in and has yet to be understood: opt-outs, bounces, automatic answers and replies of people. */
export function inboundRoutes(app: Api, { client }: Parts): void {
  const config = { scopes: REPLIES, limits: 'at-once' } as const;
  const response = { 200: Taken, 201: Taken, 202: Taken, ...PROBLEMS };
  const says =
    '201: kept, and what follows from it is done; 200: it came before; 202: kept, and dealt with soon.';

  app.post(
    '/inbound',
    {
      config: { ...config, texts: 'cleaned' },
      schema: {
        tags: ['Replies'],
        operationId: 'receiveText',
        summary: 'A text message or a post, as it came in',
        description: `An opt-out in it holds at once. ${says}`,
        body: exactly({
          channel: Type.String({
            pattern: '^(?!email$)[a-z][a-z0-9-]{0,59}$',
            description: 'text, portal or another one of yours; an email comes whole, to /v1/inbound/mail.',
            examples: ['text', 'portal'],
          }),
          source: NAME,
          eventId: EVENT,
          text: WORDS,
          address: Type.Optional(
            Type.String({
              minLength: 3,
              maxLength: 320,
              description: 'Who wrote; needed where no case is named.',
            }),
          ),
          caseId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        }),
        response,
      },
    },
    async (request, reply) => {
      const { address = '', ...body } = request.body;
      checkSource(request, body.source);
      const { channel, source, eventId, text } = body;
      const item =
        channel === 'text'
          ? { channel: 'text' as const, source, eventId, text, from: address }
          : { ...body, ...(address === '' ? {} : { address }) };
      const taken = await client.receive(item);
      return reply.status(statusOf(taken)).send(taken);
    },
  );

  const mails = new MailsAtOnce(AT_ONCE);
  app.register(async (instance) => {
    const scope = instance as Api;
    const options = { bodyLimit: LARGEST_MAIL };
    scope.addContentTypeParser('message/rfc822', options, (_request, body, done) => done(null, body));
    scope.removeContentTypeParser('application/json');
    scope.post(
      '/inbound/mail',
      {
        config,
        validatorCompiler: streamCompiler(),
        schema: {
          tags: ['Replies'],
          operationId: 'receiveMail',
          summary: 'An email as it came over the wire',
          description: `With all its headers, 30 MiB at most. ${says}`,
          consumes: ['message/rfc822'],
          querystring: exactly({ source: NAME, eventId: EVENT }),
          body: Type.Unsafe<Readable>({ description: 'The email.' }),
          response,
        },
      },
      async (request, reply) => {
        const { source, eventId } = request.query;
        checkSource(request, source);
        const end = mails.begin(request.caller.id);
        try {
          const parts: Buffer[] = [];
          for await (const part of atMost(bodyOf(request), LARGEST_MAIL, { advice: IF_TOO_LARGE }))
            parts.push(part);
          const taken = await client.receive({
            channel: 'email',
            source,
            eventId,
            raw: Buffer.concat(parts),
          });
          return await reply.status(statusOf(taken)).send(taken);
        } finally {
          end();
        }
      },
    );
  });
}

function statusOf({ repeated, did }: TakenItem): 200 | 201 | 202 {
  if (repeated) return 200;
  return did === null ? 202 : 201;
}
