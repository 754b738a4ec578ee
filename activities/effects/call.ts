import type { EffectResult } from '../../domain/program/events.ts';
import { CALL_RESULTS } from '../../domain/program/evolve/calls.ts';
import type { Effect } from '../../domain/program/program.ts';
import { type Doing, referenceOf } from '../doing.ts';
import { carryOut } from '../outside/carryOut.ts';
import { needsPerson } from '../results.ts';
import { written } from '../words.ts';

/** A person is to ring the contact: passes the gate like any contact, then becomes a task with the script and the number. */
export async function call(
  doing: Doing,
  index: number,
  { name, role, warnsOf }: Extract<Effect, { verb: 'call' }>,
): Promise<EffectResult> {
  const { found, input } = doing;
  const number = found.contact.phone;
  if (!number) return needsPerson('no-address');
  return carryOut(doing, {
    index,
    kind: 'contact',
    verb: 'send',
    channel: 'call',
    name,
    recipient: number,
    warnsOf: warnsOf ?? null,
    way: { by: 'hand' },
    handed: { kind: 'call', role, options: [...CALL_RESULTS], again: input.again },
    async write(id, at) {
      const { title = name, text } = await written(doing, name, 'call');
      const to = { to: number, toName: found.contact.name ?? null };
      const about = { id, case: referenceOf(found), name, at };
      return { verb: 'send', ...about, channel: 'call', ...to, subject: title, text, html: null, thread: [] };
    },
    deliveredAt: (acceptedAt) => acceptedAt,
  });
}
