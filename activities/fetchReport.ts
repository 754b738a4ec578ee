import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ApplicationFailure, Context, log } from '@temporalio/activity';
import type { ReportSource } from '../connectors/config/reports.ts';
import { download } from '../connectors/report/download.ts';
import { putAway, waitingIn } from '../connectors/report/waiting.ts';
import { ImportError } from '../domain/intake/errors.ts';

/** Names a report of the configuration. Its address stays there: an address may hold a secret. */
export interface ReportInput {
  schema: 1;
  report: string;
}

/** What came of it: ids and counts, nothing about anybody. */
export interface ReportOutcome {
  imports: { id: string; rows: number; counts: Record<string, number> }[];
}

/** What the workflow may ask for. */
export interface ReportActivities {
  fetchReport(input: ReportInput): Promise<ReportOutcome>;
}

export interface ReportDeps {
  reports: Readonly<Record<string, ReportSource>>;
  /** Where fetched reports and their results are kept. */
  folder: string;
  /** The import of the client. */
  importFile(given: {
    procedure: string;
    file: string;
    list: string;
    by: string;
    result: string;
    signal: AbortSignal;
    onProgress: (progress: { done: number; rows: number }) => void;
  }): Promise<ReportOutcome['imports'][number]>;
}

/** Well below the time without a heartbeat after which another worker takes over. */
const HEARTBEAT_MS = 10_000;
/** Trying again may help; everything else about a list a person must correct. */
const TRY_AGAIN = ['FT-INT-FETCH', 'FT-INT-BUSY', 'FT-INT-FILE'];

/** The activity behind `reportIntake`. */
export function createReportActivities(deps: ReportDeps): ReportActivities {
  return {
    async fetchReport({ report }) {
      const { cancellationSignal } = Context.current();
      let seen: unknown = null;
      const beat = setInterval(() => Context.current().heartbeat(seen), HEARTBEAT_MS);
      try {
        return await intake(deps, report, cancellationSignal, (progress) => {
          seen = progress;
          Context.current().heartbeat(progress);
        });
      } catch (error) {
        throw inOurWords(error);
      } finally {
        clearInterval(beat);
      }
    },
  };
}

async function intake(
  deps: ReportDeps,
  report: string,
  signal: AbortSignal,
  beat: (progress: { done: number; rows: number }) => void,
): Promise<ReportOutcome> {
  const source = deps.reports[report];
  if (!source) throw new ImportError('FT-INT-REPORT', `there is no report "${report}" in the configuration.`);
  const { procedure, from } = source;
  const given = (file: string, result: string) => ({
    procedure,
    file,
    result,
    list: `${report}: ${basename(file)}`,
    by: `report ${report}`,
    signal,
    onProgress: ({ done, rows }: { done: number; rows: number }) => beat({ done, rows }),
  });
  if ('url' in from) {
    const file = await fetched(deps, report, from, signal);
    return { imports: [ids(await deps.importFile(given(file, resultOf(file))))] };
  }
  return { imports: await fromFolder(deps, from.folder, signal, given) };
}

/** The report of this run: fetched once, however often the activity is tried. */
async function fetched(
  deps: ReportDeps,
  report: string,
  from: Parameters<typeof download>[0],
  signal: AbortSignal,
): Promise<string> {
  const folder = join(deps.folder, report);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${stamp()}.csv`);
  if (!(await stat(file).catch(() => null))) await download(from, file, { signal });
  return file;
}

/** One list after the other. A list that is refused stays where it is, and does not hold up the others. */
async function fromFolder(
  deps: ReportDeps,
  folder: string,
  signal: AbortSignal,
  given: (file: string, result: string) => Parameters<ReportDeps['importFile']>[0],
): Promise<ReportOutcome['imports']> {
  const done: ReportOutcome['imports'] = [];
  let refused: unknown = null;
  for (const file of await waitingIn(folder)) {
    signal.throwIfAborted();
    try {
      const result = resultOf(file);
      done.push(ids(await deps.importFile(given(file, result))));
      for (const each of [file, result]) await putAway(dirname(file), basename(each), stamp());
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      log.error('a list of a watched folder was refused', { code: error.code });
      refused ??= error;
    }
  }
  if (refused) throw refused;
  return done;
}

/** When this run was begun, as it stands in the names of its files: the same on every try. */
function stamp(): string {
  const { workflowExecution } = Context.current().info;
  const at = /\d{4}-\d{2}-\d{2}T[\d:]+Z?$/.exec(workflowExecution?.workflowId ?? '')?.[0] ?? '';
  const run = (workflowExecution?.runId ?? '').slice(-8);
  return `${at.replaceAll(':', '')}-${run}`.replace(/^-/, '');
}

function resultOf(file: string): string {
  return file.replace(/\.[a-z]+$/i, '.result.csv');
}

/** Temporal keeps the answer, so nothing but ids and counts is in it. */
function ids({ id, rows, counts }: ReportOutcome['imports'][number]): ReportOutcome['imports'][number] {
  return { id, rows, counts };
}

/** Histories keep what a failure says; the worker's log has the rest. */
function inOurWords(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (Context.current().cancellationSignal.aborted) return error;
  log.error('a report could not be taken in', { error });
  if (typeof code !== 'string' || !code.startsWith('FT-'))
    return ApplicationFailure.retryable('An unexpected error; the worker’s log has it.', 'unexpected');
  const says = `${code}; the worker’s log and docs/errors.md have more.`;
  return TRY_AGAIN.includes(code) || code.startsWith('FT-LED-')
    ? ApplicationFailure.retryable(says, code)
    : ApplicationFailure.nonRetryable(says, code);
}
