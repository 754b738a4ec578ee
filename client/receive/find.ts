import { type Lead, match, type Match } from '../../domain/inbound/match.ts';
import { casesOfAddress, leadOfTokens, leadsOfThread } from '../../ledger/inbox/leads.ts';
import type { Context } from '../context.ts';
import { existing } from '../messages.ts';
import type { ReadItem } from './read.ts';

/** Whose item it is, as far as the ledger can tell. A forged token is no clue at all (RPY-3). */
export async function find(context: Context, { clues, address }: ReadItem): Promise<Match> {
  const { ledger } = context;
  const token = await leadOfTokens(ledger, clues.tokens);
  return match({
    named: clues.caseId === null ? null : await named(context, clues.caseId),
    token: token?.lead ?? null,
    thread: await leadsOfThread(ledger, clues.refersTo),
    ofSender: address === null ? [] : await casesOfAddress(ledger, address),
    tags: clues.tags,
  });
}

/** @throws ClientError FT-CLI-NO-CASE */
async function named(context: Context, caseId: string): Promise<Lead> {
  const { status } = await existing(context, caseId);
  return { caseId, open: status !== 'closed', messageId: null, recipient: null };
}
