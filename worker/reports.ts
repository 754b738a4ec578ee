import { join } from 'node:path';
import { createReportActivities, type ReportActivities } from '../activities/fetchReport.ts';
import { connect, type ConnectOptions, type Followthrough, type Judge } from '../client/index.ts';
import type { ReportSource } from '../connectors/config/reports.ts';

export interface Reports {
  activities: ReportActivities;
  close(): Promise<void>;
}

/** The intake of reports, on a client of its own that connects when the first report comes. */
export function assembleReports(given: {
  reports: Readonly<Record<string, ReportSource>>;
  /** Reports and their results are kept in its folder `reports`. */
  dataDir: string;
  system: ConnectOptions;
  /** Asked before a case is opened; absent: every sound row is opened. */
  judge?: Judge | undefined;
}): Reports {
  let opened: Promise<Followthrough> | null = null;
  const client = () => (opened ??= connect(given.system));
  return {
    activities: createReportActivities({
      reports: given.reports,
      folder: join(given.dataDir, 'reports'),
      importFile: async (list) => (await client()).importList({ ...list, judge: given.judge }),
    }),
    close: async () => (await opened)?.close(),
  };
}
