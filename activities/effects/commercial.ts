import { purposeOf } from '../../domain/contactRules/contactRules.ts';
import { type Commercial, COMMERCIAL_EXAMPLE } from '../../domain/messages/values.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { unsubscribeLink as linkTo, unsubscribeToken } from '../../ledger/contactRules/unsubscribe.ts';
import { mailSecret } from '../../ledger/inbox/leads.ts';
import type { Doing } from '../doing.ts';

/**
 * What the email with this id must say because it is for marketing (LAW-8): its link is the one that stands in its header.
 * Null: it is for something else.
 */
export async function commercialOf(
  { deps, input, procedure }: Doing,
  intentId: string,
): Promise<Commercial | null> {
  if (purposeOf(procedure) !== 'marketing') return null;
  if (input.rehearsal) return COMMERCIAL_EXAMPLE;
  const { postalAddress, unsubscribe } = await contactRulesOf(deps.ledger);
  if (unsubscribe === null) return { postalAddress, unsubscribeLink: null };
  const token = unsubscribeToken(intentId, await mailSecret(deps.ledger));
  return { postalAddress, unsubscribeLink: linkTo(unsubscribe, token) };
}
