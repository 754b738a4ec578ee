import type { EffectResult } from '../../domain/program/events.ts';
import type { Effect } from '../../domain/program/program.ts';
import { type Doing, referenceOf } from '../doing.ts';
import { carryOut } from '../outside/carryOut.ts';
import { written } from '../words.ts';

/** A post on the case in the house's own system. It tells what was done, so a reply does not stop it. */
export async function note(
  doing: Doing,
  index: number,
  { name }: Extract<Effect, { verb: 'note' }>,
): Promise<EffectResult> {
  const { deps, input, found } = doing;
  return carryOut(doing, {
    index,
    kind: 'note',
    verb: 'note',
    channel: 'note',
    name,
    recipient: found.occurrence,
    warnsOf: null,
    way: deps.connectors.note(input.rehearsal),
    async write(id, at) {
      const words = written(doing, name, 'note');
      return {
        verb: 'note',
        to: null,
        id,
        case: referenceOf(found),
        name,
        at,
        kind: words.kind ?? null,
        title: words.title ?? '',
        text: words.text,
        tags: words.tags ?? [],
      };
    },
    deliveredAt: (acceptedAt) => acceptedAt,
  });
}
