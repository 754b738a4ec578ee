import { letterPdf } from '../../connectors/letter/letterPdf.ts';
import type { Attachment } from '../../connectors/ports.ts';
import type { Instant } from '../../domain/program/program.ts';
import { statementOf } from '../../domain/statement/statement.ts';
import { accountOf } from '../../ledger/openItems/account.ts';
import type { Doing } from '../doing.ts';
import { written } from '../words.ts';
import { owedNow } from './owed.ts';

/** The email of a level carries the letter of the same level; any other email carries nothing. */
export async function attachmentsOf(
  doing: Doing,
  name: string,
  at: Instant,
): Promise<{ attachments?: Attachment[] }> {
  const level = doing.procedure.levels.find((each) => each.name === name);
  if (!level?.actions.includes('letter')) return {};
  const body = await letterOf(doing, name, at);
  return { attachments: [{ name: 'statement.pdf', mediaType: 'application/pdf', body }] };
}

/** The letter of a level, as it stands today. */
export async function letterOf(doing: Doing, level: string, at: Instant): Promise<Buffer> {
  const { found, procedure, sender } = doing;
  const { items, today } = await owedNow(doing);
  const { subject = '', text } = written(doing, level, 'letter');
  const { customer } = accountOf(found);
  return letterPdf({
    paper: 'A4',
    locale: procedure.locale,
    date: today,
    at,
    sender: { name: sender.name, lines: [sender.mailbox, sender.number].filter((line) => line !== null) },
    recipient: [found.contact.name ?? customer],
    reference: customer,
    title: subject,
    text,
    statement: statementOf(items, today),
  });
}
