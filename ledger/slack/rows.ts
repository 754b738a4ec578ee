import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** How a question stands. `void`: it was answered, and something has undone the answer since. */
export type Stands = 'open' | 'done' | 'called-off' | 'void';
/** What its card shows. `stale`: the question is open, and what was written of it is not right any more. */
export type Shows = Stands | 'stale';

export interface SlackCards {
  channel: string;
  ts: string;
  task: string;
  posted_at: Instant;
  shows: Shows;
  tries: Generated<number>;
  next_try_at: Maybe<Instant>;
}

export interface SlackCalls {
  id: string;
  at: Instant;
  team: Maybe<string>;
  slack_user: Maybe<string>;
  person: Maybe<string>;
  task: Maybe<string>;
  came_to: string;
}

export interface SlackTurns {
  channel: string;
  next_at: Instant;
}

/** The tables of migration 0022 that are about Slack. */
export interface SlackTables {
  slack_cards: SlackCards;
  slack_calls: SlackCalls;
  slack_turns: SlackTurns;
}
