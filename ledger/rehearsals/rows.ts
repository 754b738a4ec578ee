import type { ColumnType } from 'kysely';

/** How a message can go wrong: see `SEND_FAILURES` of the client. */
export type SendFailure = 'temporarily' | 'refused' | 'bounces' | 'ambiguous';

export interface Rehearsals {
  case_id: string;
  next_send: SendFailure;
  /** The intent of the message that met the order; null: none has yet. */
  taken_by: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface RehearsalTables {
  rehearsals: Rehearsals;
}
