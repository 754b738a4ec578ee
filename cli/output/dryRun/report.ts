import type { DryRunResult } from '../../../domain/dryRun/dryRun.ts';
import type { Minutes } from '../../../domain/dryRun/work.ts';

/** A line that was left out, and why. */
export interface Refused {
  line: number;
  code: string;
  error: string;
}

/** A dry run as it is shown: in a terminal, on a page, as JSON. */
export interface DryRunReport extends DryRunResult {
  procedure: string;
  title: string;
  version: string;
  comparedWith: string | null;
  zone: string;
  /** Minutes of a working day by the calendar. */
  workday: number;
  /** What each kind of work is taken to last. */
  assumed: Minutes;
  refused: { count: number; first: Refused[] };
}
