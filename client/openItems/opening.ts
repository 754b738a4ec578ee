import type { OpenItem } from '../../domain/statement/openItem.ts';
import { earlierCasesOfAccount, FOLLOW_UP_MARK } from '../../ledger/openItems/account.ts';
import type { Account } from '../../ledger/openItems/rows.ts';
import type { Context } from '../context.ts';
import { type OpenCase, openCase } from '../openCase.ts';

/** The customer as the file has them. */
export interface ImportedCustomer {
  customer: string;
  name: string | null;
  email: string | null;
  /** Its lines, with a line break or "|" between them. */
  address: string | null;
  /** What is open of them now, disputed items included. */
  items: OpenItem[];
}

/** Facts and contact of a new case; null: no case is to be opened. */
export type Opening = (
  customer: ImportedCustomer,
) => Pick<OpenCase, 'facts' | 'contact' | 'variant' | 'owner'> | null;

export type Opened = { caseId: string } | { because: string };

/**
 * Opens the next follow-up of an account: its first case bears the customer's id, a later one has its number behind it.
 * What speaks against one account does not stop the others. A follow-up that people ended before all was paid begins
 * again only when something new is owed.
 */
export async function openFollowUp(
  context: Context,
  procedure: string,
  account: Account,
  { given, news, by }: { given: ReturnType<Opening>; news: boolean; by: string | null },
): Promise<Opened | null> {
  if (!given) return null;
  const { source, customer } = account;
  const { count, ended } = await earlierCasesOfAccount(context.ledger, procedure, account);
  if (ended !== null && ended !== 'paid' && !news)
    return { because: `its follow-up ended as ${ended}, and nothing new is owed since.` };
  const id = count === 0 ? customer : `${customer}${FOLLOW_UP_MARK}${count + 1}`;
  try {
    const opened = await openCase(context, { ...given, procedure, source, id }, { importedBy: by });
    return { caseId: opened.id };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (error instanceof Error && typeof code === 'string' && !code.startsWith('FT-LED'))
      return { because: error.message };
    throw error;
  }
}
