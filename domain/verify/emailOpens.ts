import type { EmailOpens, Looked } from './answers.ts';

/**
 * Whether our emails arrive and are opened: it chooses the channel and decides nothing else (section 3 of the SOPs).
 * When the newest one did not arrive, the address does not work any more, whatever was opened before.
 */
export function emailOpens(looked: Looked<'email-opens'>): EmailOpens {
  if (!looked.readable || !looked.known || looked.matchedBy === 'name') return 'unknown';
  const states = looked.data.messages
    .filter(({ state }) => state !== 'unknown')
    .toSorted((a, b) => b.at - a.at)
    .map(({ state }) => state);
  if (states[0] === 'not-received') return 'not-received';
  if (states.includes('opened')) return 'opened';
  return states[0] ?? 'unknown';
}
