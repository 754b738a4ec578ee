import type { Instant } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { newId } from '../../ledger/id.ts';
import { markVoidTold, queueNotice, untoldVoids } from '../../ledger/notices.ts';
import { findPerson } from '../../ledger/people.ts';
import type { Post } from './post.ts';

/** Whoever approved something is told when a reply or other facts have made that void. */
export async function tellOfVoids(ledger: Ledger, post: Post, at: Instant, limit: number): Promise<void> {
  for (const approval of await untoldVoids(ledger, limit)) {
    const { id: approvalId, case_id: caseId, act, round } = approval;
    const [person, row] = await Promise.all([
      findPerson(ledger, approval.approved_by),
      findCase(ledger, caseId),
    ]);
    const mailbox = person?.active ? person.mailbox : null;
    if (!person || !row || mailbox === null) {
      await markVoidTold(ledger, approvalId);
      continue;
    }
    const subject = `Your approval does not hold any more: ${act} (${caseId})`;
    const text = [
      `Hello ${person.name},`,
      '',
      `You have approved "${act}" in the case ${caseId}. Since then a reply has come in, or the facts have changed, so your approval counts for nothing and nothing was done because of it.`,
      '',
      'If it comes to the same question again, you will be asked anew.',
    ].join('\n');
    const letter = { id: newId(), case: row, to: mailbox, toName: person.name, subject, text, at };
    const bytes = await post.prepare(letter);
    await ledger.transaction().execute(async (tx) => {
      await queueNotice(tx, {
        id: letter.id,
        caseId,
        round,
        key: `void:${approvalId}`,
        occasion: 0,
        person: person.id,
        mailbox,
        connector: post.connector,
        subject,
        text,
        ...bytes,
        at,
      });
      await markVoidTold(tx, approvalId);
    });
  }
}
