import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleSummary,
} from '@temporalio/client';
import { isZone } from '../domain/calendar/decode.ts';
import { ImportError } from '../domain/intake/errors.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Context } from './context.ts';
import { Undelivered, within } from './engine.ts';

/** Name of the workflow; its code is the worker's. */
const REPORT_INTAKE = 'reportIntake';
const PREFIX = 'report:';

/**
 * After an outage of Temporal a run that was missed by less than this is made up for, once. What was missed before is not:
 * the next report brings the same clients.
 */
const CATCH_UP = '12 hours';
const NAME = /^[a-z][a-z0-9-]{0,49}$/;

export interface ScheduleReport {
  /** Its name under `reports` in followthrough.yaml, which says where it comes from and whose cases its rows become. */
  report: string;
  /** Five cron fields: minute, hour, day of month, month, day of week, such as "0 7 * * MON-FRI". */
  cron: string;
  /** Whose clock that is, such as America/Los_Angeles. */
  zone: string;
}

/** A schedule as it stands in Temporal. */
export interface ScheduledReport {
  report: string;
  cron: string | null;
  zone: string | null;
  paused: boolean;
  nextAt: Instant | null;
  lastAt: Instant | null;
}

/**
 * Has a report fetched and imported again and again. Scheduled before, it gets the new hours. While one run is at work the
 * next one is left out.
 * @throws ImportError when the hours cannot be read; Undelivered when Temporal does not answer
 */
export async function scheduleReport(context: Context, given: ScheduleReport): Promise<void> {
  const { report, cron, zone } = given;
  if (!NAME.test(report))
    throw new ImportError('FT-INT-REPORT', `"${report}" cannot be the name of a report.`);
  if (!isZone(zone)) throw new ImportError('FT-INT-SCHEDULE', `"${zone}" is not the time zone of a place.`);
  if (cron.trim().split(/\s+/).length !== 5 || /=/.test(cron))
    throw new ImportError('FT-INT-SCHEDULE', `"${cron}" does not have five fields.`);
  const { taskQueue } = context;
  const schedule: ScheduleOptions = {
    scheduleId: idOf(report),
    memo: { cron, zone },
    spec: { cronExpressions: [cron.trim()], timezone: zone },
    action: {
      type: 'startWorkflow',
      workflowType: REPORT_INTAKE,
      workflowId: `${PREFIX}${report}`,
      taskQueue,
      args: [{ schema: 1, report }],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
  };
  await asked(context, report, async ({ engine }) => {
    try {
      await engine.schedule.create(schedule);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = engine.schedule.getHandle(idOf(report));
      // A schedule's memo cannot be changed, and lists read the hours from it.
      await handle.delete();
      await engine.schedule.create(schedule);
    }
  });
}

/** The schedules of reports. Temporal's lists follow a change within a moment. */
export async function scheduledReports(context: Context): Promise<ScheduledReport[]> {
  return asked(context, '', async ({ engine }) => {
    const found: ScheduledReport[] = [];
    for await (const summary of engine.schedule.list()) {
      if (summary.scheduleId.startsWith(PREFIX)) found.push(viewOf(summary));
    }
    return found.sort((a, b) => a.report.localeCompare(b.report, 'en'));
  });
}

export async function pauseReport(context: Context, report: string, by: string): Promise<void> {
  await asked(context, report, ({ engine }) =>
    engine.schedule.getHandle(idOf(report)).pause(`paused by ${by}`),
  );
}

export async function resumeReport(context: Context, report: string, by: string): Promise<void> {
  await asked(context, report, ({ engine }) =>
    engine.schedule.getHandle(idOf(report)).unpause(`resumed by ${by}`),
  );
}

/** Fetches and imports it now, unless it is at work already. */
export async function runReport(context: Context, report: string): Promise<void> {
  await asked(context, report, ({ engine }) =>
    engine.schedule.getHandle(idOf(report)).trigger(ScheduleOverlapPolicy.SKIP),
  );
}

export async function removeReport(context: Context, report: string): Promise<void> {
  await asked(context, report, ({ engine }) => engine.schedule.getHandle(idOf(report)).delete());
}

function idOf(report: string): string {
  return `${PREFIX}${report}`;
}

function viewOf({ scheduleId, memo, state, info }: ScheduleSummary): ScheduledReport {
  const { cron, zone } = (memo ?? {}) as { cron?: string; zone?: string };
  return {
    report: scheduleId.slice(PREFIX.length),
    cron: cron ?? null,
    zone: zone ?? null,
    paused: state.paused,
    nextAt: info.nextActionTimes[0]?.getTime() ?? null,
    lastAt: info.recentActions.at(-1)?.takenAt.getTime() ?? null,
  };
}

/** Gives the errors of schedules our meaning. */
async function asked<T>(
  context: Context,
  report: string,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  try {
    return await within(context.engine, context.patience, () => work(context));
  } catch (error) {
    const cause = error instanceof Undelivered ? error.cause : error;
    if (cause instanceof ScheduleNotFoundError)
      throw new ImportError('FT-INT-REPORT', `there is no schedule for the report "${report}".`, { cause });
    // So the SDK words it when the server cannot read the hours.
    if (cause instanceof TypeError)
      throw new ImportError('FT-INT-SCHEDULE', `the hours cannot be read: ${cause.message}.`, { cause });
    throw error;
  }
}
