import { localDate } from '../../domain/calendar/localTime.ts';
import type { Finding } from '../../domain/verify/finding.ts';
import { caseNow, type Doing } from '../doing.ts';
import { type Owed, owedAt } from './account.ts';

/** What the customer of the case owes on the day that it is now. */
export async function owedNow(doing: Doing): Promise<Owed> {
  return owedAt(doing.deps, doing.found, localDate(doing.zone, caseNow(doing)));
}

/** Right before a statement goes out: is anything still overdue? Our own ledger knows. */
export async function openItemsStand(doing: Doing): Promise<Finding> {
  const { standing } = await owedNow(doing);
  if (standing === 'clear') return { finding: 'met', condition: 'paid' };
  return standing === 'disputed'
    ? { finding: 'hold', reason: 'all-disputed', about: [] }
    : { finding: 'clear' };
}
