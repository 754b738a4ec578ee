import { sql } from 'kysely';
import type { Lead, Leads } from '../../domain/inbound/match.ts';
import { type FoundToken, isGenuine, type TokenUse } from '../../domain/inbound/replyToken.ts';
import { isKnownBy } from '../addresses.ts';
import type { Ledger } from '../connect.ts';
import { sameAddress } from '../locks.ts';
import { secretNamed } from '../secrets.ts';

/** What reply addresses and envelope senders are signed with: this installation's own, so no other one's are genuine. */
export async function mailSecret(ledger: Ledger): Promise<Buffer> {
  return secretNamed(ledger, 'mail-tokens');
}

interface Found {
  id: string;
  message_id: string | null;
  relay_id: string | null;
  case_id: string;
  recipient: string;
  status: string;
}

const leadOf = ({ id, case_id: caseId, recipient, status }: Found): Lead => ({
  caseId,
  recipient,
  messageId: id,
  open: status !== 'closed',
});

/** The message that a token was made for, if this installation made it. */
export async function leadOfTokens(
  ledger: Ledger,
  tokens: readonly FoundToken[],
): Promise<{ lead: Lead; use: TokenUse } | null> {
  if (tokens.length === 0) return null;
  const secret = await mailSecret(ledger);
  const ids = tokens.map(({ messageId }) => messageId);
  const rows = await messages(ledger).where('n.id', 'in', ids).execute();
  for (const token of tokens)
    for (const row of rows)
      for (const use of ['reply', 'bounce'] as const) {
        const of = { messageId: row.id, caseId: row.case_id, recipient: row.recipient, use };
        if (isGenuine(token, of, secret)) return { lead: leadOf(row), use };
      }
  return null;
}

/** A relay's own id in a Message-ID: what stands before the @. */
const RELAY_ID = /^<([A-Za-z0-9._+=-]{16,400})@/;

/** The messages that Message-IDs name, ours or those that a relay has put in their place, in the order of the ids. */
export async function leadsOfThread(ledger: Ledger, refersTo: readonly string[]): Promise<Lead[]> {
  if (refersTo.length === 0) return [];
  const relayIds = refersTo.flatMap((id) => RELAY_ID.exec(id)?.[1] ?? []);
  const rows = await messages(ledger)
    .where((where) =>
      where.or([
        where('n.message_id', 'in', [...refersTo]),
        ...(relayIds.length > 0 ? [where(RELAYED, 'in', relayIds)] : []),
      ]),
    )
    .execute();
  const named = (id: string) =>
    rows.find((row) => row.message_id === id) ??
    rows.find(({ relay_id }) => relay_id !== null && relay_id === RELAY_ID.exec(id)?.[1]);
  return refersTo.flatMap((id) => {
    const row = named(id);
    return row ? [leadOf(row)] : [];
  });
}

const RELAYED = sql<string>`substring(n.provider_id from '[A-Za-z0-9._+=-]{16,}')`;

function messages(ledger: Ledger) {
  return ledger
    .selectFrom('intents as n')
    .innerJoin('cases as c', 'c.id', 'n.case_id')
    .select(['n.id', 'n.message_id', 'n.case_id', 'n.recipient', 'c.status'])
    .select(RELAYED.as('relay_id'))
    .where('n.verb', '=', 'send');
}

/** Open live cases of an address, oldest first. */
export async function casesOfAddress(ledger: Ledger, address: string): Promise<Leads['ofSender']> {
  return ledger
    .selectFrom('cases as c')
    .select(['c.id as caseId', 'c.occurrence'])
    .where('c.status', '<>', 'closed')
    .where('c.rehearsal', '=', false)
    .where(isKnownBy('c', sql`${sameAddress(address)}`))
    .orderBy('c.opened_at')
    .orderBy('c.id')
    .limit(200)
    .execute();
}
