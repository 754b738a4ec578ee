import type { Asked } from '../../../domain/proof/prove.ts';

/** What a procedure asks for that asks for nothing special; `more` changes it. */
export function asks(more: Partial<Asked> = {}): Asked {
  return {
    hours: { from: '08:00', until: '18:00' },
    closes: () => false,
    closingNeeded: false,
    notesNeeded: false,
    orders: [],
    words: new Set((more.orders ?? []).flatMap(({ before, after }) => before ?? after ?? [])),
    ...more,
  };
}
