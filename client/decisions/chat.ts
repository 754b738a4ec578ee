import type { Instant } from '../../domain/program/program.ts';
import type { Card } from './card.ts';

/** Where a card stands, as the other side names it. */
export interface Placed {
  channel: string;
  ts: string;
}

type Refused = { taken: false; reason: string; detail: string | null; again: boolean; after: number | null };

/** The way by which questions come into a conversation, with buttons; whoever runs the sweep has the connectors. */
export interface Chat {
  connector: string;
  /** Where questions of a role are put: a conversation, or `@` and the id of each person. */
  placesOf(role: string, at: Instant): Promise<string[]>;
  prepare(card: Card): { mediaType: string; body: Buffer };
  /** `again`: it surely stands nowhere and may be taken later. Never throws for what the other side says. */
  post(given: { id: string; to: string; body: Buffer }): Promise<({ taken: true } & Placed) | Refused>;
  /** The card shows that from now on. `again` false: it can't be changed any more. */
  edit(place: Placed, card: Card): Promise<{ taken: true } | Refused>;
}
