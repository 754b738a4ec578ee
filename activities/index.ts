import { ApplicationFailure, log } from '@temporalio/activity';
import { LedgerUnavailable } from '../ledger/errors.ts';
import type { Activities } from './contract.ts';
import type { Deps } from './deps.ts';
import { performStep } from './performStep.ts';
import { planDates } from './planDates.ts';
import { recordCase } from './recordCase.ts';

export type { Deps } from './deps.ts';

/** What a worker offers to the workflow. */
export function createActivities(deps: Deps): Activities {
  return {
    planDates: (input) => inTemporalsWords(planDates(deps, input)),
    performStep: (input) => inTemporalsWords(performStep(deps, input)),
    recordCase: (input) => inTemporalsWords(recordCase(deps, input)),
  };
}

/**
 * What a failed activity says is kept in Temporal's history, so no foreign error passes with its own words: they may
 * name a person. The worker's log has them.
 */
async function inTemporalsWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    log.error('an activity failed', { error });
    if (error instanceof LedgerUnavailable) throw ApplicationFailure.retryable(error.message, error.code);
    throw ApplicationFailure.retryable('An unexpected error; the worker’s log has it.', 'unexpected');
  }
}
