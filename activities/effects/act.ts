import type { EffectResult } from '../../domain/program/events.ts';
import { actOf } from '../../domain/program/evolve/effects.ts';
import type { Effect } from '../../domain/program/program.ts';
import { type Doing, referenceOf } from '../doing.ts';
import { carryOut } from '../outside/carryOut.ts';

/** An effect in another system. An irreversible one passes the gate's rules on warning, silence and approval as well. */
export async function act(
  doing: Doing,
  index: number,
  effect: Extract<Effect, { verb: 'act' }>,
): Promise<EffectResult> {
  const { deps, input, found } = doing;
  const { name, irreversible } = effect;
  return carryOut(doing, {
    index,
    kind: irreversible ? 'irreversible-act' : 'act',
    verb: 'act',
    channel: 'act',
    name,
    allowedAs: actOf(effect),
    recipient: found.occurrence,
    warnsOf: null,
    way: deps.connectors.act(input.rehearsal, name),
    async write(id, at) {
      return { verb: 'act', id, case: referenceOf(found), name, at, facts: steering(doing) };
    },
    deliveredAt: (acceptedAt) => acceptedAt,
  });
}

/** The choices and what was said to them: the resolution, and "with what". */
function steering({ input, found }: Doing): Record<string, string> {
  const details = Object.keys(input.facts).map((name) => `${name}-detail`);
  const known = Object.entries(found.facts).filter(([name]) => details.includes(name));
  return { ...Object.fromEntries(known), ...input.facts };
}
