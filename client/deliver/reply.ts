import { WorkflowNotFoundError } from '@temporalio/client';
import { markInboundDelivered } from '../../ledger/deliveries.ts';
import type { Case, InboundMessage } from '../../ledger/schema.ts';
import type { Context } from '../context.ts';
import { runState, Undelivered, within } from '../engine.ts';
import { lateReply } from './lateReply.ts';

/** Another late reply may open the case again between two of our looks; more often than this it is left to the redrive. */
const LOOKS = 3;

/**
 * Tells the workflow of a reply. A signal that was accepted is never lost, also while the workflow ends; when the
 * workflow has ended before, the reply is a late one, unless another late reply has just begun the next run.
 * @throws Undelivered
 */
export async function deliverReply(context: Context, row: Case, reply: InboundMessage): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const told = (await signalled(context, row.id, reply)) || (await taken(context, row.id, reply));
    if (told) return markInboundDelivered(context.ledger, reply.id, Date.now());
  }
  throw new Undelivered('the case keeps beginning another run');
}

/** False when there is no running workflow to tell. */
async function signalled(
  { engine, patience }: Context,
  caseId: string,
  { id }: InboundMessage,
): Promise<boolean> {
  try {
    await within(engine, patience, () => engine.workflow.getHandle(caseId).signal('customerReplied', { id }));
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Takes it as a late reply. False when the case runs again. */
async function taken(context: Context, caseId: string, reply: InboundMessage): Promise<boolean> {
  const { engine, patience } = context;
  if ((await runState(engine, caseId, patience)) === 'running') return false;
  return lateReply(context, caseId, reply);
}
