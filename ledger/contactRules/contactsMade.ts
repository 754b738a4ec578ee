import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { instant } from '../values.ts';
import type { ContactsMade } from './rows.ts';

export type ContactMade = Selectable<ContactsMade>;

export interface NewContactMade {
  /** The caller's own id: the same one is stored once. */
  id?: string | undefined;
  caseId: string;
  channel: string;
  at: Instant;
  /** The date in the zone of the case's calendar. */
  localDay: string;
  /** For a call: spoke, voicemail, no-answer, wrong-number; `spoke` is a conversation. Otherwise: sent. */
  result: string;
  /** The step it belongs to; absent: it was made outside. */
  work?: { round: number; pass: number; key: string } | undefined;
  note?: string | undefined;
  by: string;
}

/**
 * A contact that a person made: a call of a step when its task is done, whatever came of it, or one made outside and
 * entered later. Caps and the one attempt a day count it. Store it in the transaction that closes the call's task.
 */
export async function recordContactMade(ledger: Ledger, given: NewContactMade): Promise<string> {
  const { caseId, at, localDay, work, by, channel, result } = given;
  const id = given.id ?? newId();
  await ledger
    .insertInto('contacts_made')
    .values({
      ...work,
      id,
      case_id: caseId,
      channel,
      result,
      at: instant(at),
      local_day: localDay,
      note: given.note ?? null,
      recorded_by: by,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return id;
}

/** Contacts that people made in a case, oldest first. */
export async function contactsMadeIn(ledger: Ledger, caseId: string): Promise<ContactMade[]> {
  return ledger
    .selectFrom('contacts_made')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
