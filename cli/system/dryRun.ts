import { Edition } from '../../domain/dryRun/edition.ts';
import type { Sides } from '../../domain/dryRun/dryRun.ts';
import { type Minutes, USUAL_MINUTES } from '../../domain/dryRun/work.ts';
import { CommandError } from '../errors.ts';
import { wholeNumber } from '../input/numbers.ts';
import { type PastLine, readPastCases } from '../input/pastCases.ts';
import type { DryRunReport } from '../output/dryRun/report.ts';
import { editionInFolder, editionInLedger, isFolder, type Named } from './editions.ts';
import { libraryFrom, soundIn } from './procedures.ts';

export interface Asked {
  cases?: string;
  fromLedger?: true;
  from?: string;
  to?: string;
  compare?: string;
  procedures?: string;
  dataDir?: string;
  callMinutes?: string;
  reviewMinutes?: string;
  taskMinutes?: string;
  decisionMinutes?: string;
}

/** All that a dry run works with. */
export interface Prepared {
  sides: Sides;
  minutes: Minutes;
  lines: AsyncIterable<PastLine>;
  about: Omit<DryRunReport, 'refused' | 'totals' | 'compared' | 'period' | 'daysOff'>;
  close: () => Promise<void>;
}

/** Finds procedure, versions and cases; opens the ledger only where it is needed. Close what it gives. */
export async function prepare(name: string, asked: Asked): Promise<Prepared> {
  if (asked.cases === undefined && !asked.fromLedger)
    throw new CommandError(
      'FT-CMD-USAGE',
      'say which cases: --cases FILE, or --from-ledger with --from and --to.',
    );
  const minutes = minutesOf(asked);
  const library = await libraryFrom(asked.procedures);
  const { procedure, calendar } = soundIn(library, name);
  const now = new Edition(procedure, calendar);
  const { periodOf, casesOfLedger } = await import('./pastLedger.ts');
  const period = asked.fromLedger ? periodOf(calendar.zone, asked.from, asked.to) : null;
  const { compare } = asked;
  const folder = compare !== undefined && isFolder(compare) ? compare : null;
  const ledger = period || (compare !== undefined && !folder) ? await ledgerOf(asked.dataDir) : null;
  try {
    const before = await comparedEdition();
    const editions = [now, ...(before ? [before.edition] : [])];
    return {
      sides: { now, before: before?.edition },
      minutes,
      lines:
        period && ledger
          ? casesOfLedger(ledger.ledger, name, period)
          : readPastCases(asked.cases ?? '-', editions),
      about: {
        procedure: name,
        title: procedure.title,
        version: `version ${procedure.version}`,
        comparedWith: before?.label ?? null,
        zone: calendar.zone,
        workday: minutesBetween(calendar.hours.from, calendar.hours.until),
        assumed: minutes,
      },
      close: async () => ledger?.close(),
    };
  } catch (error) {
    await ledger?.close();
    throw error;
  }

  async function comparedEdition(): Promise<Named | null> {
    if (compare === undefined) return null;
    if (folder) return editionInFolder(folder, name);
    return ledger ? editionInLedger(ledger.ledger, { name, word: compare, library }) : null;
  }
}

async function ledgerOf(dataDir: string | undefined) {
  const { requireSystem } = await import('./connect.ts');
  const { closeLedger, openLedger } = await import('../../ledger/connect.ts');
  const ledger = openLedger(requireSystem(dataDir).databaseUrl, { connections: 2 });
  return { ledger, close: () => closeLedger(ledger) };
}

function minutesOf(asked: Asked): Minutes {
  const given = (option: string, text: string | undefined, usual: number) =>
    text === undefined ? usual : wholeNumber(option, text, 0, 600);
  return {
    call: given('--call-minutes', asked.callMinutes, USUAL_MINUTES.call),
    review: given('--review-minutes', asked.reviewMinutes, USUAL_MINUTES.review),
    task: given('--task-minutes', asked.taskMinutes, USUAL_MINUTES.task),
    decision: given('--decision-minutes', asked.decisionMinutes, USUAL_MINUTES.decision),
  };
}

function minutesBetween(from: string, until: string): number {
  const [[one = 0, first = 0], [other = 0, last = 0]] = [from, until].map((text) =>
    text.split(':').map(Number),
  ) as [number[], number[]];
  return (other - one) * 60 + last - first;
}
