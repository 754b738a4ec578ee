import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** One thing that went out, and the ticket's resolution with the last of them. */
export interface BareSend {
  caseId: string;
  name: string;
  resolve: boolean;
}

export interface BareActivities {
  send(input: BareSend): Promise<void>;
}

/** Where the hand-written workflow notes what it has sent. */
export const BARE_TABLE = `create table bare_sends (id uuid primary key, case_id text not null, name text not null,
  sent_at timestamptz not null default now())`;

/** Honest work, as little as there can be: one durable row for each message, and one for the ticket's resolution. */
export function bareActivities(database: pg.Pool): BareActivities {
  const note = (caseId: string, name: string) =>
    database.query('insert into bare_sends (id, case_id, name) values ($1, $2, $3)', [
      randomUUID(),
      caseId,
      name,
    ]);
  return {
    async send({ caseId, name, resolve }) {
      await note(caseId, name);
      if (resolve) await note(caseId, 'resolve-ticket');
    },
  };
}
