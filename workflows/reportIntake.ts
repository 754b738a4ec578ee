import { proxyActivities } from '@temporalio/workflow';
import type { ReportActivities, ReportInput, ReportOutcome } from '../activities/fetchReport.ts';

/**
 * A report of a million rows takes hours, one that cannot be fetched is tried for about two. The heartbeat notices a dead
 * worker; the next one goes on behind the rows that have a result.
 */
const { fetchReport } = proxyActivities<ReportActivities>({
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '2 minutes',
  retry: {
    initialInterval: '30 seconds',
    backoffCoefficient: 3,
    maximumInterval: '30 minutes',
    maximumAttempts: 8,
  },
});

/** Fetches one report and opens a case for each row that needs one; a Schedule starts it. */
export async function reportIntake(input: ReportInput): Promise<ReportOutcome> {
  return fetchReport.executeWithOptions({ summary: `fetch and import ${input.report}` }, [input]);
}
