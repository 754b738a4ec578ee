import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { lastProviderId } from '../../ledger/providerIds.ts';
import type { Case } from '../../ledger/schema.ts';
import { type Api, found } from '../api.ts';
import type { Desk, Ticket } from './desk.ts';

/** A case, and the number of the ticket that it is about; null: it is about something else. */
export interface Subject {
  of: Case;
  number: string | null;
}

export async function subjectOf(
  { connector, sources }: Desk,
  ledger: Ledger,
  caseId: string,
): Promise<Subject> {
  const of = await findCase(ledger, caseId);
  if (!of) throw new Error(`there is no case ${caseId}`);
  const first = of.facts['ticket'] ?? (sources.includes(of.source) ? of.occurrence : null);
  if (first === null || !/^\d{1,19}$/.test(first)) return { of, number: null };
  // A closed ticket has been followed by another one, in which the case goes on.
  const followed = await lastProviderId(ledger, caseId, { connector, act: 'reopen-ticket' });
  return { of, number: followed ?? first };
}

export async function ticketOf(desk: Desk, api: Api, { number }: Subject): Promise<Ticket> {
  if (number === null) throw found(desk.connector, 'not-found', 'the case names no ticket of this desk');
  return desk.read(api, number);
}
