import type { Program } from './program.ts';
import type { CaseState } from './state.ts';

/**
 * Tells a state from any other in which the case could be judged otherwise: by it, what was worked out outside of a case
 * is taken only if nothing has happened meanwhile. What the ledger has heard, which messages were
 * seen, and what the attempts consist of says nothing.
 */
export function markOf(program: Program, state: CaseState): string {
  const { unrecorded: _, seen: __, log: ___, contacts: ____, ...judged } = state;
  return `${program.hash.slice(0, 12)}/${state.round}/${state.position}/${digest(JSON.stringify(judged))}`;
}

/** Two 32-bit multiplicative hashes beside each other: no safeguard against anybody, enough against chance. */
function digest(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x1b873593;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 13);
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
