import { ApplicationFailure, Context } from '@temporalio/activity';
import { calendarFor } from '../domain/calendar/calendar.ts';
import { CalendarError } from '../domain/calendar/errors.ts';
import { planDates as plan } from '../domain/calendar/planDates.ts';
import type { Plan } from '../domain/program/plan.ts';
import { storePlan } from '../ledger/cases.ts';
import type { PlanInput } from './contract.ts';
import type { Deps } from './deps.ts';

/** The dates of a round, or of its rest, by the calendar as it is today; kept with the case, whose messages name them. */
export async function planDates(deps: Deps, { program, ask, previous }: PlanInput): Promise<Plan> {
  try {
    const rules = deps.calendar(program.clock.calendar);
    const dates = plan(program, calendarFor(rules, ask, previous), ask, previous);
    const caseId = Context.current().info.workflowExecution?.workflowId;
    if (caseId) await storePlan(deps.ledger, caseId, dates);
    return dates;
  } catch (error) {
    // The same question gets the same answer until a person has repaired the calendar.
    if (error instanceof CalendarError) throw ApplicationFailure.nonRetryable(error.message, error.code);
    throw error;
  }
}
