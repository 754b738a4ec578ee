/** What can be switched off by itself: the ways out of the house, and calls. */
export const SWITCHABLE = ['portal', 'email', 'text', 'call', 'note', 'tell', 'act'] as const;
export type Switchable = (typeof SWITCHABLE)[number];

/**
 * Acts by one system: its refused login or failure stops what goes there, and no act elsewhere. `act` stands for all acts.
 */
export const ACT_ROADS = ['act:keap', 'act:zendesk', 'act:happyfox'] as const;
export type ActRoad = (typeof ACT_ROADS)[number];

/** What is switched off and fails by itself: a channel, or for an act the system that does it. */
export function roadOf(channel: string, connector: string | null): string {
  const road = `act:${connector}`;
  return channel === 'act' && ACT_ROADS.some((each) => each === road) ? road : channel;
}

/** All of them at once, as people write it; the ledger has `*`. */
export const ALL_CHANNELS = 'all';
