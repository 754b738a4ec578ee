import type { CaseChange, CaseChanges, Followthrough } from '../../../client/index.ts';
import { CommandError } from '../../errors.ts';
import { EXIT } from '../../exit.ts';
import { json, terminal } from '../../output/terminal.ts';
import { person, type WithPerson } from '../common.ts';

export interface ChangeOptions extends WithPerson {
  yes?: true;
  limit?: string;
  case?: string[];
  why?: string;
  procedures?: string;
}

/** What both commands tell the client, and how they stop. */
export interface Asked {
  by: string;
  note?: string | undefined;
  apply: boolean;
  limit?: number | undefined;
  cases?: string[] | undefined;
  signal: AbortSignal;
  onCase: (change: CaseChange) => void;
}

/**
 * Shows case by case what changes, and with `--yes` changes it. Ctrl-C stops between two cases; what is left is done by the
 * same command, later.
 * @param verb what is done to the cases, as in "12 cases would be moved": "moved"
 */
export async function changing(
  options: ChangeOptions,
  verb: string,
  work: (client: Followthrough, asked: Asked) => Promise<CaseChanges>,
): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  const { onInterrupt, INTERRUPTED } = await import('../../up/interrupt.ts');
  const { changeLines, summaryOf } = await import('../../output/changeView.ts');
  const limit = wholeNumber(options.limit);
  await withClient(options, async (client) => {
    const cases = options.case && (await Promise.all(options.case.map((each) => findCaseId(client, each))));
    const stopping = new AbortController();
    const settle = onInterrupt(() => stopping.abort());
    try {
      const result = await work(client, {
        by: person(options),
        note: options.why,
        apply: options.yes === true,
        limit,
        cases,
        signal: stopping.signal,
        onCase: (change) => {
          if (options.json) return json(change);
          for (const line of changeLines(change, verb)) terminal.out(line);
        },
      });
      const { counts, stopped } = result;
      if (options.json) json({ counts, ...(stopped === undefined ? {} : { stopped }) });
      else terminal.say(summaryOf(result, verb, options.yes === true));
      if (stopping.signal.aborted) process.exitCode = INTERRUPTED;
      else if (counts.pending > 0 || isAway(stopped)) process.exitCode = EXIT.unreachable;
    } finally {
      settle();
    }
  });
}

const OURS = ['it was stopped', 'the limit is reached'];

function isAway(stopped: string | undefined): boolean {
  return stopped !== undefined && !OURS.includes(stopped);
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new CommandError('FT-CMD-USAGE', `--limit wants a number of cases, not "${text}".`);
}
