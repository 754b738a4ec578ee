import type { EffectResult } from '../../domain/program/events.ts';
import { type Doing, referenceOf } from '../doing.ts';
import { carryOut } from '../outside/carryOut.ts';
import { written } from '../words.ts';

/**
 * Words for the house itself: a note on the case, or a message to its own people. It tells what was done, so a reply
 * does not stop it.
 * @param role who is told; null for a post on the case
 */
export async function post(
  doing: Doing,
  index: number,
  { verb: channel, name }: { verb: 'note' | 'tell'; name: string },
  role: string | null,
): Promise<EffectResult> {
  const { deps, input, found } = doing;
  return carryOut(doing, {
    index,
    kind: 'note',
    verb: 'note',
    channel,
    name,
    recipient: role ?? found.occurrence,
    warnsOf: null,
    way: deps.connectors[channel](input.rehearsal),
    async write(id, at) {
      const { kind = null, title = '', text, tags = [] } = await written(doing, name, channel);
      return { verb: 'note', to: role, id, case: referenceOf(found), name, at, kind, title, text, tags };
    },
    deliveredAt: (acceptedAt) => acceptedAt,
  });
}
