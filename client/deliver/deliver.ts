import { findCase } from '../../ledger/cases.ts';
import { pendingOf } from '../../ledger/deliveries.ts';
import type { Command, InboundMessage } from '../../ledger/schema.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { startCase } from '../start.ts';
import { deliverCommand } from './command.ts';
import { deliverReply } from './reply.ts';

/**
 * Tells Temporal what the ledger has for a case, in the order in which it was written: the opening, replies, commands.
 * Stops at the first that is not taken, because a "resume" that overtakes a reply would answer it unread.
 * Every delivery may be repeated: the workflow knows the ids it has seen.
 * @returns why it stopped, or null when all is delivered
 */
export async function deliverCase(context: Context, caseId: string): Promise<Undelivered | null> {
  return context.turns.take(caseId, async () => {
    try {
      await deliverPending(context, caseId);
      return null;
    } catch (error) {
      if (error instanceof Undelivered) return error;
      throw error;
    }
  });
}

/** How much longer than one answer of Temporal a caller waits: then a delivery that is under way goes on without them. */
const GRACE_MS = 250;

/** As `deliverCase`, but never longer than this, or the client's patience, whatever else the case has waiting. */
export async function deliverSoon(
  context: Context,
  caseId: string,
  longest: number = context.patience + GRACE_MS,
): Promise<Undelivered | null> {
  const delivery = deliverCase(context, caseId);
  delivery.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<Undelivered>((resolve) => {
    const because = new Undelivered('it, or something else of this case, is still being delivered');
    timer = setTimeout(() => resolve(because), longest);
  });
  try {
    return await Promise.race([delivery, enough]);
  } finally {
    clearTimeout(timer);
  }
}

async function deliverPending(context: Context, caseId: string): Promise<void> {
  const row = await findCase(context.ledger, caseId);
  if (!row) return;
  if (row.started_at === null) await startCase(context, row);
  const { inbound, commands } = await pendingOf(context.ledger, caseId);
  for (const item of inOrder(inbound, commands)) {
    if ('reply' in item) await deliverReply(context, row, item.reply);
    else await deliverCommand(context, row, item.command);
  }
}

type Item = { at: number; reply: InboundMessage } | { at: number; command: Command };

function inOrder(inbound: InboundMessage[], commands: Command[]): Item[] {
  const items: Item[] = [
    ...inbound.map((reply) => ({ at: reply.received_at, reply })),
    ...commands.map((command) => ({ at: command.created_at, command })),
  ];
  return items.sort((a, b) => a.at - b.at);
}
