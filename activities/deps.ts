import type { Connectors } from '../connectors/connectors.ts';
import type { CalendarRules } from '../domain/calendar/rules.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from '../ledger/connect.ts';

/** What the activities stand on. */
export interface Deps {
  ledger: Ledger;
  connectors: Connectors;
  /** A calendar by its name. @throws when there is none */
  calendar(name: string): CalendarRules;
  /** The name that automatic messages are signed with, by the role that owns the case. */
  owners: Record<string, string>;
  /** At most so many attempts to one person in so many days; null: no such cap. */
  perPerson: { attempts: number; days: number } | null;
  /** The wall clock. */
  clock?: () => Instant;
  /** How long to wait, in milliseconds, before a relay that was busy is tried a second time, and then again. */
  relayWaits?: [number, number];
  /** Milliseconds after a claim in which a second worker does not take the work over. */
  lease?: number;
  /** For tests: called at the moments where a crash hurts most. */
  failpoint?: (moment: 'before-the-call' | 'after-the-call', intentId: string) => Promise<void>;
}

/** One minute, then half an hour: a relay that greylists wants the first, one that is in trouble the second. */
export const RELAY_WAITS: [number, number] = [60_000, 30 * 60_000];

/** Just above the longest that a provider may take. */
export const LEASE = 30_000;
