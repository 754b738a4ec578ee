import type { Instant } from '../../domain/program/program.ts';
import { recordApproval, restoreApproval, withdrawApproval } from '../../ledger/approvals.ts';
import { changeFacts } from '../../ledger/cases.ts';
import { markNotArrived, unmarkNotArrived } from '../../ledger/parked.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Command } from '../../ledger/schema.ts';
import {
  afterParkedRefused,
  afterParkedTaken,
  beforeParkedAgain,
  type ParkedEffects,
} from './parkedEffects.ts';

/** What a command also means for the ledger, kept with it so that a repeated delivery does the same. */
export interface SideEffects extends ParkedEffects {
  /** Facts that hold if the command is taken, and what they were before; null: there is none. */
  facts?: { after: Record<string, string | null>; before: Record<string, string | null> };
  /** The irreversible act that the answer approves, and the question it answers. */
  approves?: { act: string; decision: string };
  /** The approval that was taken back when the command was written down, and when that was. */
  revokes?: { act: string; at: Instant };
  /** A message that may have arrived, and of which a person is sure that it did not. */
  notArrived?: string;
}

/** Before the workflow hears of it: the step that follows at once must find the facts, and the gate the approval. */
export async function beforeDelivery(ledger: Ledger, command: Command): Promise<void> {
  const { facts, approves, notArrived } = command.args as SideEffects;
  if (notArrived) await markNotArrived(ledger, notArrived, `${command.actor} has made sure.`);
  await beforeParkedAgain(ledger, command);
  if (facts) await changeFacts(ledger, command.case_id, facts.after);
  if (approves) {
    await recordApproval(ledger, {
      ...approves,
      id: command.id,
      caseId: command.case_id,
      by: command.actor,
      at: command.created_at,
    });
  }
}

/** The workflow has taken it. */
export async function afterTaken(ledger: Ledger, command: Command): Promise<void> {
  await afterParkedTaken(ledger, command);
}

/** The workflow did not take it: nothing of it may stay. */
export async function afterRefusal(ledger: Ledger, command: Command): Promise<void> {
  const { facts, approves, revokes, notArrived } = command.args as SideEffects;
  if (notArrived) await unmarkNotArrived(ledger, notArrived);
  await afterParkedRefused(ledger, command);
  const { case_id: caseId, actor: by } = command;
  if (facts) await changeFacts(ledger, caseId, facts.before);
  if (approves) await withdrawApproval(ledger, command.id, Date.now());
  if (revokes) await restoreApproval(ledger, { caseId, by, ...revokes });
}
