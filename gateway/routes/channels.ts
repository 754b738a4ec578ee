import { Type } from 'typebox';
import { personOf } from '../access/caller.ts';
import { KEY_NEEDED } from '../access/repeat.ts';
import { CHANNEL, ChannelState, SwitchChannel } from '../schemas/channels.ts';
import { PROBLEMS, ref } from '../schemas/common.ts';
import { iso } from '../views/moments.ts';
import { type Api, type Parts, STAFF } from './api.ts';

/** Which channels work, and the switch of each. */
export function channelRoutes(app: Api, { client }: Parts): void {
  const tags = ['Channels'];

  app.get(
    '/channels',
    {
      config: { scopes: STAFF },
      schema: {
        tags,
        operationId: 'listChannels',
        summary: 'Every channel, and whether it works, is switched off or failing',
        response: { 200: Type.Object({ items: Type.Array(ref(ChannelState)) }), ...PROBLEMS },
      },
    },
    async () => ({
      items: (await client.channels()).map(({ since, until, ...each }) => ({
        ...each,
        since: since === null ? null : iso(since),
        until: until === null ? null : iso(until),
      })),
    }),
  );

  for (const name of ['off', 'on'] as const)
    app.post(
      `/channels/:channel/${name}`,
      {
        config: { scopes: STAFF, repeat: 'needed' },
        schema: {
          tags,
          operationId: name === 'off' ? 'switchChannelOff' : 'switchChannelOn',
          summary: name === 'off' ? 'Stop a channel for everybody' : 'Let a channel go on',
          description:
            name === 'off'
              ? 'When the answer is out, no call by it begins any more. Steps wait; no case fails. `all` is every one.'
              : 'What has waited goes out within half an hour, bit by bit.',
          params: CHANNEL,
          headers: KEY_NEEDED,
          body: ref(SwitchChannel),
          response: {
            200: Type.Object({ changed: Type.Boolean({ description: 'False: it was so already.' }) }),
            ...PROBLEMS,
          },
        },
      },
      async (request) => {
        const { channel } = request.params;
        const given = { channel, reason: request.body.reason, by: personOf(request) };
        return name === 'off' ? client.channelOff(given) : client.channelOn(given);
      },
    );
}
