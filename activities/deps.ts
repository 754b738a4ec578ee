import type { BreakerRules } from '../domain/breaker/rules.ts';
import type { Connectors } from '../connectors/connectors.ts';
import type { CalendarRules } from '../domain/calendar/rules.ts';
import type { Instant } from '../domain/program/program.ts';
import type { EffectResult } from '../domain/program/events.ts';
import type { Letterhead } from '../domain/statement/letterhead.ts';
import type { LookUp } from '../domain/procedure/vocabulary/lookUps.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Doing } from './doing.ts';
import type { Kind } from '../domain/gate/asked.ts';

/** What the activities stand on. */
export interface Deps {
  ledger: Ledger;
  connectors: Connectors;
  /** A calendar by its name. @throws when there is none */
  calendar(name: string): CalendarRules;
  /** The name that automatic messages are signed with, by the role that owns the case. */
  owners: Record<string, string>;
  /** `role`: automatic messages are never signed by the person who owns the case; absent: they are. */
  signedBy?: 'owner' | 'role';
  /** Null or absent: letters bear the name of whoever signs. */
  letterhead?: Letterhead | null;
  /** What an outside system says, by the options of the fact of the same name; null: it cannot be known. */
  lookUp?: (doing: Doing, name: LookUp) => Promise<string | null>;
  /** Reads the evidence again, right before a contact or an irreversible act; null: the reason still stands. */
  verify?: (doing: Doing, kind: Kind) => Promise<EffectResult | null>;
  /** When a channel counts as failing; absent: as usual. */
  breaker?: BreakerRules;
  /** The wall clock. */
  clock?: () => Instant;
  /** How long to wait, in milliseconds, before a relay that was busy is tried a second time, and then again. */
  relayWaits?: [number, number];
  /** How often, in milliseconds, and for how long the other side is asked for a message that may have gone out. */
  settling?: { every: number; within: number };
  /** Milliseconds after a claim in which a second worker does not take the work over. */
  lease?: number;
  /** For tests: called at the moments where a crash hurts most. */
  failpoint?: (moment: 'before-the-call' | 'after-the-call', intentId: string) => Promise<void>;
}

/** One minute, then half an hour: a relay that greylists wants the first, one that is in trouble the second. */
export const RELAY_WAITS: [number, number] = [60_000, 30 * 60_000];

/** The carrier's report mostly comes within seconds. Three looks, because a step is tried six times at most. */
export const SETTLING = { every: 30_000, within: 75_000 };

/** Just above the longest that a provider may take. */
export const LEASE = 30_000;
