import type { Instant } from '../domain/program/program.ts';
import { findInOutbox, listOutbox } from '../ledger/outbox.ts';
import type { OutboxEntry } from '../ledger/schema.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

/** What the sandbox connectors would have sent, oldest first. */
export async function outbox(
  context: Context,
  filter: { caseId?: string; limit?: number; after?: { at: Instant; id: string } } = {},
): Promise<OutboxEntry[]> {
  return listOutbox(context.ledger, filter);
}

/** One of them, by its id. @throws ClientError FT-CLI-NO-MESSAGE */
export async function outboxEntry({ ledger }: Context, id: string): Promise<OutboxEntry> {
  const found = await findInOutbox(ledger, id);
  if (found) return found;
  throw new ClientError('FT-CLI-NO-MESSAGE', `there is no message "${id}" in the outbox.`);
}
