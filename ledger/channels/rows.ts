import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Breaker } from '../../domain/breaker/breaker.ts';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface SwitchLog {
  id: Generated<string>;
  channel: string;
  off: boolean;
  reason: string;
  at: Instant;
  by: string;
}

export interface Breakers {
  channel: string;
  state: JSONColumnType<Breaker>;
  version: number;
}

/** One try of a webhook that went out. */
export interface WebhookTries {
  id: string;
  intent_id: string;
  case_id: string;
  endpoint: string;
  at: Instant;
  ms: number;
  status: Maybe<number>;
  error: Maybe<string>;
  answer: string;
  replayed_by: Maybe<string>;
}

/** What somebody wants to have sent again. */
export interface Replays {
  id: string;
  intent_id: string;
  asked_at: Instant;
  asked_by: string;
  reason: string;
  begun_at: Maybe<Instant>;
  ended_at: Maybe<Instant>;
  outcome: Maybe<string>;
}

export interface ChannelTables {
  switch_log: SwitchLog;
  breakers: Breakers;
  webhook_tries: WebhookTries;
  replays: Replays;
}
