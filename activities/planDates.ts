import { ApplicationFailure, Context } from '@temporalio/activity';
import { calendarFor } from '../domain/calendar/calendar.ts';
import { CalendarError } from '../domain/calendar/errors.ts';
import { localDate } from '../domain/calendar/localTime.ts';
import { planDates as plan } from '../domain/calendar/planDates.ts';
import { planLevel } from '../domain/calendar/planLevel.ts';
import type { Plan, PlanAsk } from '../domain/program/plan.ts';
import { storePlan } from '../ledger/cases.ts';
import { dateSetByHand } from '../ledger/openItems/reviews.ts';
import type { PlanInput } from './contract.ts';
import type { Deps } from './deps.ts';
import { comingReview } from './statement/account.ts';

/** The dates of a round, or of its rest, by the calendar as it is today; kept with the case, whose messages name them. */
export async function planDates(deps: Deps, { program, at, ask, previous }: PlanInput): Promise<Plan> {
  try {
    const rules = deps.calendar(program.clock.calendar);
    const caseId = Context.current().info.workflowExecution?.workflowId;
    const calendar = calendarFor(rules, ask, previous);
    const coming =
      program.levels.length > 0 &&
      caseId !== undefined &&
      (await comingReview(deps, caseId, program.levels, localDate(rules.zone, at)));
    const dates = coming
      ? planLevel(program, calendar, await withHandsDate(deps, caseId, ask), coming, at)
      : plan(program, calendar, ask, previous);
    if (caseId) await storePlan(deps.ledger, caseId, dates);
    return dates;
  } catch (error) {
    // The same question gets the same answer until a person has repaired the calendar.
    if (error instanceof CalendarError) throw ApplicationFailure.nonRetryable(error.message, error.code);
    throw error;
  }
}

/** A date that a person set stands until the account has been looked at, whatever is planned anew meanwhile. */
async function withHandsDate({ ledger }: Deps, caseId: string, ask: PlanAsk): Promise<PlanAsk> {
  if (ask.kind === 'round' || ask.manual !== undefined) return ask;
  const manual = await dateSetByHand(ledger, caseId);
  return manual === null ? ask : { ...ask, manual };
}
