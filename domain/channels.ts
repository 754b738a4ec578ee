/** What can be switched off by itself: the ways out of the house, and calls. */
export const SWITCHABLE = ['portal', 'email', 'text', 'call', 'note', 'tell', 'act'] as const;
export type Switchable = (typeof SWITCHABLE)[number];

/** All of them at once, as people write it; the ledger has `*`. */
export const ALL_CHANNELS = 'all';
