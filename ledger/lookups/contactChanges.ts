import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { lockForNews } from '../locks.ts';
import type { Contact } from '../schema.ts';
import { addToTimeline } from '../timeline.ts';
import { instant, json } from '../values.ts';

/** The data of a contact that can be corrected; all are texts. */
export const CORRECTABLE = ['name', 'email', 'phone', 'portal', 'locale', 'zone'] as const;
export type Correctable = (typeof CORRECTABLE)[number];

export interface ContactChange {
  field: Correctable;
  before: string | null;
  after: string | null;
}

/**
 * Corrects a contact and keeps what was there before. When this returns, no contact starts with the old data: the case
 * and both the old and the new addresses were locked meanwhile.
 * @returns what really changed, in the order given
 */
export async function correctContact(
  ledger: Ledger,
  caseId: string,
  wanted: Partial<Record<Correctable, string | null>>,
  told: { by: string; at: Instant },
): Promise<ContactChange[]> {
  return ledger.transaction().execute(async (tx) => {
    const before = await contactOf(tx, caseId);
    const addresses = [before.email, before.phone, wanted.email, wanted.phone].flatMap((each) => each ?? []);
    await lockForNews(tx, { caseId, addresses });
    const found = await tx
      .selectFrom('cases')
      .select(['contact', 'round'])
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const contact = { ...found.contact };
    const changes = CORRECTABLE.flatMap((field): ContactChange[] => {
      const after = wanted[field];
      const was = contact[field] ?? null;
      if (after === undefined || after === was) return [];
      if (after === null) delete contact[field];
      else contact[field] = after;
      return [{ field, before: was, after }];
    });
    if (changes.length === 0) return [];
    await tx
      .updateTable('cases')
      .set(({ eb }) => ({ contact: json(contact), version: eb('version', '+', 1) }))
      .where('id', '=', caseId)
      .execute();
    await tx
      .insertInto('contact_changes')
      .values(changes.map((change) => ({ ...change, case_id: caseId, by: told.by, at: instant(told.at) })))
      .execute();
    const because = changes.map(({ field }) => field).join(', ');
    await addToTimeline(tx, [
      { caseId, at: told.at, round: found.round, what: 'contact-corrected', because },
    ]);
    return changes;
  });
}

async function contactOf(tx: Ledger, caseId: string): Promise<Contact> {
  const { contact } = await tx
    .selectFrom('cases')
    .select('contact')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  return contact;
}

/** Every correction of a case's contact, oldest first. */
export async function contactChangesOf(
  ledger: Ledger,
  caseId: string,
): Promise<(ContactChange & { at: Instant; by: string })[]> {
  const rows = await ledger
    .selectFrom('contact_changes')
    .select(['field', 'before', 'after', 'at', 'by'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as Correctable }));
}
