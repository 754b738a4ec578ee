import type { EffectResult } from '../../domain/program/events.ts';
import type { Effect } from '../../domain/program/program.ts';
import { type Doing, referenceOf } from '../doing.ts';
import { carryOut } from '../outside/carryOut.ts';
import { written } from '../words.ts';

/** A message to the house's own people about the case; a reply of the contact does not stop it. */
export async function tell(
  doing: Doing,
  index: number,
  { name, role }: Extract<Effect, { verb: 'tell' }>,
): Promise<EffectResult> {
  const { deps, input, found } = doing;
  return carryOut(doing, {
    index,
    kind: 'note',
    verb: 'note',
    channel: 'tell',
    name,
    recipient: role,
    warnsOf: null,
    way: deps.connectors.tell(input.rehearsal),
    async write(id, at) {
      const words = written(doing, name, 'tell');
      const text = words.text;
      const about = { case: referenceOf(found), name, at, kind: null, title: words.title ?? '', text };
      return { verb: 'note', to: role, id, tags: [], ...about };
    },
    deliveredAt: (acceptedAt) => acceptedAt,
  });
}
