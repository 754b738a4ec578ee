import type { Attachment } from '../../connectors/ports.ts';
import type { Instant } from '../../domain/program/program.ts';
import { letterPdf } from '../../letter/letterPdf.ts';
import { levelLetter } from '../../letter/levelLetter.ts';
import { accountOf } from '../../ledger/openItems/account.ts';
import type { Doing } from '../doing.ts';
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
  const { deps, input, found, procedure, catalog, sender, zone } = doing;
  const { items, today } = await owedNow(doing);
  return letterPdf(
    levelLetter({
      found: { ...found, facts: { ...found.facts, ...input.facts }, attempts: input.view.attempts },
      procedure,
      catalog,
      level,
      customer: accountOf(found).customer,
      items,
      today,
      at,
      zone,
      sender,
      letterhead: deps.letterhead ?? null,
    }),
  );
}
