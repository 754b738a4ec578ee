import { handOverCase } from '../ledger/owners.ts';
import { whoActsIn } from './acting.ts';
import { caseNow } from './caseClock.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { existing } from './messages.ts';
import { activePerson } from './people.ts';

export interface HandOver extends Pick<By, 'by'> {
  /** The person's id; null: the case goes back to its role. */
  to: string | null;
}

export interface HandedOver {
  /** Who owned the case before; null: its role. */
  before: string | null;
  /** False: it was theirs already. */
  changed: boolean;
}

/**
 * Another person owns the case and signs its messages from now on. An ended case can be handed over as well: its late
 * replies go to the owner.
 */
export async function handOver(context: Context, caseId: string, given: HandOver): Promise<HandedOver> {
  const row = await existing(context, caseId);
  const { id: by } = await whoActsIn(context.ledger, row, given.by);
  if (given.to !== null) await activePerson(context, given.to);
  const changed = await handOverCase(context.ledger, row, { to: given.to, by, at: caseNow(row) });
  return { before: row.owner_person, changed };
}
