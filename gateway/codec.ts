import type { PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Followthrough } from '../client/index.ts';
import { guard } from './access/guard.ts';
import { isProxied } from './access/proxied.ts';
import { GatewayError } from './errors.ts';

export interface CodecServer {
  codec: PayloadCodec;
  /** Where Temporal's Web UI is served from: no other page of a browser gets an answer. */
  origins: readonly string[];
}

const { Payload: Message } = proto.temporal.api.common.v1;

/** In bytes: what the Web UI asks about at once. */
const LARGEST = 8 * 1024 * 1024;
const PREFLIGHT_SECONDS = '600';

const Body = Type.Object({
  payloads: Type.Array(
    Type.Object({
      metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
      data: Type.Optional(Type.String()),
    }),
    { maxItems: 1_000 },
  ),
});

/**
 * Temporal's protocol of codec servers, so that its Web UI and command can show what is sealed (SRV-8).
 * @param local only this machine reaches the gateway: whoever asks may read the keys as well, so none of ours is needed
 */
export function codecRoutes(
  app: FastifyInstance,
  client: Followthrough,
  { codec, origins, local }: CodecServer & { local: boolean },
): void {
  const { namespace } = client.engine.options;
  app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        answerTo(origins, request, reply);
        const asked = request.headers['x-namespace'];
        if (asked !== undefined && asked !== namespace)
          throw new GatewayError('FT-HTTP-SCOPE', 403, `the keys are those of the namespace ${namespace}.`);
        if (local && isProxied(request))
          throw new GatewayError('FT-HTTP-KEY', 401, 'what came over a proxy is not from this machine.');
      });
      if (!local) guard(scope, client, { openWithoutKeys: false });
      for (const way of ['encode', 'decode'] as const) {
        scope.options(
          `/${way}`,
          { config: { scopes: 'anybody' }, schema: { hide: true } },
          async (_request, reply) =>
            reply
              .status(204)
              .headers({
                'access-control-allow-methods': 'POST',
                'access-control-allow-headers': 'authorization, content-type, x-namespace',
                'access-control-max-age': PREFLIGHT_SECONDS,
              })
              .send(),
        );
        scope.post<{ Body: Static<typeof Body> }>(
          `/${way}`,
          {
            bodyLimit: LARGEST,
            config: { scopes: local ? 'anybody' : ['admin'] },
            schema: { hide: true, body: Body },
          },
          async ({ body }, reply) => {
            const payloads = body.payloads.map((each) => Message.fromObject(each));
            const made = await codec[way](payloads);
            reply.header('cache-control', 'no-store');
            return {
              payloads: made.map((each) => Message.toObject(Message.create(each), { bytes: String })),
            };
          },
        );
      }
    },
    { prefix: '/codec' },
  );
}

/** @throws GatewayError for a page that is not Temporal's Web UI */
function answerTo(origins: readonly string[], { headers }: FastifyRequest, reply: FastifyReply): void {
  const { origin } = headers;
  reply.header('vary', 'Origin');
  if (origin === undefined) return;
  if (!origins.includes(origin))
    throw new GatewayError('FT-HTTP-SCOPE', 403, 'only the Web UI of Temporal may ask from a browser.');
  reply.header('access-control-allow-origin', origin);
}
