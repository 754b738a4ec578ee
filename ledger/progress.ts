import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { CaseView } from '../domain/program/view.ts';
import { viewChange } from './cases.ts';
import type { Ledger } from './connect.ts';
import { type Acceptance, acceptance } from './intents.ts';
import { type NewStanding, standingChange } from './standings/standings.ts';
import { type Entry, entries } from './timeline.ts';
import { together } from './together.ts';

/** What one effect of a step leaves in the ledger when it is done or left out. */
export interface Progress {
  caseId: string;
  entries: Entry[];
  accepted?: Acceptance;
  /** How the case stands, after the last effect of a step. */
  view?: { asOf: Instant; view: CaseView };
  /** And all of it, where it is as was foreseen. */
  standing?: NewStanding;
}

/** Stores it as one statement, so that the timeline never says "done" of a message that is not accepted. */
export async function recordProgress(
  ledger: Ledger,
  { caseId, accepted, view, standing, ...said }: Progress,
): Promise<void> {
  const changes = together({
    said: entries(ledger, said.entries),
    ...(accepted ? { accepted: acceptance(ledger, accepted) } : {}),
    ...(view ? { seen: viewChange(ledger, caseId, view.asOf, view.view) } : {}),
    ...(standing ? { stands: standingChange(ledger, standing) } : {}),
  });
  await sql`${changes} select 1`.execute(ledger);
}
