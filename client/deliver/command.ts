import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { findCase } from '../../ledger/cases.ts';
import type { CaseView } from '../../domain/program/view.ts';
import { answerCommand, markDelivered } from '../../ledger/commands.ts';
import type { Case, Command } from '../../ledger/schema.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { runState, Undelivered, within } from '../engine.ts';
import { afterRefusal, afterTaken, beforeDelivery } from './sideEffects.ts';
import { messageOf } from './wire.ts';

/** Written as a command's error when Temporal has no run of a case that the ledger holds for open. */
export const NO_RUN = 'no-run';

/**
 * Asks the workflow what a person asked of the case, and keeps its answer or its refusal.
 * The update's id is the command's, and the workflow knows the commands it has taken, so asking again is safe.
 * @throws Undelivered when there is no answer yet
 */
export async function deliverCommand(context: Context, row: Case, command: Command): Promise<void> {
  await beforeDelivery(context.ledger, command);
  const refused = await told(context, row, command);
  if (refused === null) return;
  if (refused === 'case-closed' && HAPPENS[command.name]) return noteAfterEnd(context, row, command);
  await afterRefusal(context.ledger, command);
  await answerCommand(context.ledger, command.id, { error: refused, at: Date.now() });
}

/** What happens outside and is no request, by what the timeline calls it. */
const HAPPENS: Record<string, string> = {
  conditionMet: 'condition-met',
  deliveryReported: 'undelivered',
};

/** After the end it changes nothing, and the timeline has it. */
async function noteAfterEnd({ ledger }: Context, row: Case, { id, name, args }: Command): Promise<void> {
  const { condition, key } = args as { condition?: string; key?: string };
  const entry = { what: HAPPENS[name] ?? name, about: condition ?? key ?? '', because: 'case-closed' };
  await ledger.transaction().execute(async (tx) => {
    await addToTimeline(tx, [{ caseId: row.id, key: id, at: caseNow(row), round: row.round, ...entry }]);
    await answerCommand(tx, id, { answer: {}, at: Date.now() });
  });
}

/** Why the workflow refused, or null when it has taken the command. */
async function told(context: Context, row: Case, command: Command): Promise<string | null> {
  const { engine, ledger, patience } = context;
  const message = messageOf(command, await versionMeant(context, row, command));
  const handle = engine.workflow.getHandle(row.id);
  try {
    const answer =
      message.kind === 'signal'
        ? await within(engine, patience, () => handle.signal(message.name, message.args))
        : await within(engine, patience, () =>
            handle.executeUpdate<CaseView, [object]>(message.name, {
              args: [message.args],
              updateId: command.id,
            }),
          );
    await markDelivered(ledger, command.id, Date.now());
    await afterTaken(ledger, command);
    await answerCommand(ledger, command.id, { answer: answer ?? {}, at: Date.now() });
    return null;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return refusalOf(error);
    if (error instanceof WorkflowNotFoundError) return whyNotFound(context, row, error);
    throw error;
  }
}

async function versionMeant({ procedures }: Context, row: Case, { name, args }: Command) {
  const { to } = args as { to?: string };
  return name === 'moveTo' && to !== undefined ? procedures.programOf({ ...row, hash: to }) : undefined;
}

/** A refusal by the workflow's rules names its key; any other failure is a fault, and a person has to look. */
function refusalOf(error: WorkflowUpdateFailedError): string {
  const { cause } = error;
  if (cause instanceof ApplicationFailure && cause.type) return cause.type;
  throw new Undelivered(`the case could not answer: ${cause?.message ?? error.message}`, { cause: error });
}

/** A server that was killed has forgotten updates it had not yet handed out, and says so with the same "not found". */
async function whyNotFound(context: Context, row: Case, error: WorkflowNotFoundError): Promise<string> {
  const state = await runState(context.engine, row.id, context.patience);
  if (state === 'running') throw new Undelivered('the request got lost on the way', { cause: error });
  // It may have ended since the row was read.
  const now = (await findCase(context.ledger, row.id)) ?? row;
  return now.status === 'closed' || now.outcome !== null ? 'case-closed' : NO_RUN;
}
