import { WorkflowNotFoundError } from '@temporalio/client';
import type { Instant } from '../../domain/program/program.ts';
import type { Case } from '../../ledger/schema.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { query } from '../query.ts';

/**
 * All of where a case stands; null: Temporal does not carry it.
 * @throws Undelivered when no worker answers
 */
export async function standingOf(context: Context, caseId: string): Promise<Standing | null> {
  try {
    return await query<Standing>(context, caseId, 'standing');
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** The instant from which the days of the round count; null in a later round, whose plan has its day zero. */
export function zeroOf(row: Case, { round }: { round: number }, fact: string): Instant | null {
  const at = Date.parse(row.facts[fact] ?? '');
  return round === 1 && Number.isFinite(at) ? at : null;
}
