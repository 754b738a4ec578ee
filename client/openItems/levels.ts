import { instantAt } from '../../domain/calendar/localTime.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { debtsOf } from '../../domain/statement/credits.ts';
import { houseOf } from '../../ledger/house.ts';
import type { Context } from '../context.ts';
import type { Opening } from './opening.ts';

/** What every follow-up of an account needs to know besides the customer. */
export interface Opens {
  /** Whose invoices they are; absent: the name on the letterhead. */
  company?: string | undefined;
}

/** Noon is on the same date in every zone that has business with this one. */
const NOON = '12:00';

/**
 * Opens the follow-ups of a procedure that counts from the oldest debt: its day zero is when that was due. A fact that
 * neither file nor letterhead knows is not made up: the case is not opened then, and the result says what is missing.
 */
export async function levelOpening(
  context: Context,
  { clock }: Procedure,
  zone: string,
  { company }: Opens,
): Promise<Opening> {
  const name = company ?? (await houseOf(context.ledger)).letterhead?.name;
  return ({ name: customer, email, address, items }) => {
    const [oldest] = debtsOf(items)
      .map(({ item }) => item.due)
      .sort();
    const lines = address?.split(/\s*[|\n]\s*/).filter((line) => line !== '');
    return {
      facts: {
        ...(oldest ? { [clock.dayZero]: new Date(instantAt(zone, oldest, NOON)).toISOString() } : {}),
        ...(customer ? { 'customer-name': customer } : {}),
        ...(name ? { 'company-name': name } : {}),
      },
      contact: {
        ...(customer ? { name: customer } : {}),
        ...(email ? { email } : {}),
        ...(lines && lines.length > 0 ? { address: { lines } } : {}),
      },
    };
  };
}
