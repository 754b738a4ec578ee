import { WorkflowNotFoundError } from '@temporalio/client';
import { markInboundDelivered } from '../../ledger/deliveries.ts';
import type { Case, InboundMessage } from '../../ledger/schema.ts';
import type { Context } from '../context.ts';
import { runState, Undelivered, within } from '../engine.ts';
import { lateReply } from './lateReply.ts';

/**
 * Tells the workflow of a reply. A signal that was accepted is never lost, also while the workflow ends; when the
 * workflow has ended before, the reply is a late one.
 * @throws Undelivered
 */
export async function deliverReply(context: Context, row: Case, reply: InboundMessage): Promise<void> {
  const { engine, patience } = context;
  try {
    await within(engine, patience, () =>
      engine.workflow.getHandle(row.id).signal('customerReplied', { id: reply.id }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    if ((await runState(engine, row.id, patience)) === 'running') {
      throw new Undelivered('the case has just begun another run', { cause: error });
    }
    await lateReply(context, row.id, reply);
  }
  await markInboundDelivered(context.ledger, reply.id, Date.now());
}
