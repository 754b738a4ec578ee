import type { Effect, Program } from '../../domain/program/program.ts';
import { enumerated } from '../../domain/words.ts';
import type { Contact } from '../../ledger/schema.ts';

const NEEDS = {
  email: { address: 'email', lacks: 'address' },
  text: { address: 'phone', lacks: 'phone number' },
  call: { address: 'phone', lacks: 'phone number' },
} as const;

/** Ways to the contact for which there is no address, in sentences. A portal reaches a contact on the case itself. */
export function unreachable(program: Program, contact: Contact): string[] {
  const effects = program.operations.flatMap((each) => (each.op === 'perform' ? each.effects : []));
  return (['email', 'text', 'call'] as const).flatMap((way) => {
    const { address, lacks } = NEEDS[way];
    if (contact[address]) return [];
    const names = new Set(effects.filter((effect) => wayOf(effect) === way).map(({ name }) => name));
    if (names.size === 0) return [];
    const becomes = names.size === 1 ? 'this becomes a task' : 'each of these becomes a task';
    return [
      `Nobody can be reached by ${way}: the contact has no ${lacks}; ${becomes} for a person: ${enumerated([...names])}.`,
    ];
  });
}

function wayOf(effect: Effect): string | null {
  if (effect.verb === 'call') return 'call';
  return effect.verb === 'send' ? effect.channel : null;
}
