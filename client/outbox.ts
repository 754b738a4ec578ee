import type { Instant } from '../domain/program/program.ts';
import { listOutbox } from '../ledger/outbox.ts';
import type { OutboxEntry } from '../ledger/schema.ts';
import type { Context } from './context.ts';

/** What the sandbox connectors would have sent, oldest first. */
export async function outbox(
  context: Context,
  filter: { caseId?: string; limit?: number; after?: { at: Instant; id: string } } = {},
): Promise<OutboxEntry[]> {
  return listOutbox(context.ledger, filter);
}
