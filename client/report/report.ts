import type { Instant } from '../../domain/program/program.ts';
import { type Cell, readCells } from '../../ledger/report/cells.ts';
import { type UsedVersion, usedVersions, zoneUsed } from '../../ledger/report/versions.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Week, weeksOf } from './weeks.ts';

export interface ReportOptions {
  /** Local dates of the procedure's zone, "2026-03-09"; the report has the whole weeks that they lie in. */
  from?: string;
  to?: string;
  /** The moment of the report; absent: now. */
  now?: Instant;
}

/** A version of a procedure's files. The same number with another hash was edited without a new number. */
export interface Version {
  version: number;
  hash: string;
}

export interface WeekReport extends Omit<Week, 'begin' | 'end'> {
  /** False: more can still happen in it. */
  over: boolean;
  /** Null: nothing happened at all. */
  figures: Figures | null;
  /** Only the versions with something to tell. */
  versions: (Version & { figures: Figures })[];
}

export interface VersionReport extends Version {
  firstOpenedAt: Instant;
  lastOpenedAt: Instant;
  /** Open at this moment, whenever they opened: what they take is in no figure yet. */
  openNow: number;
  decisionsNow: number;
  /** What happened in these weeks. Not to be compared: a new version's quick cases are the first to end. */
  figures: Figures;
  /** What became of the ripe cases: two versions are compared by these. Null: there is none. */
  comparable: Figures | null;
}

/** The effect of a procedure, week by week and version by version. Rehearsals never count. */
export interface Report {
  procedure: string;
  zone: string;
  /** Local dates of the first Monday and the last Sunday. */
  from: string;
  to: string;
  weeks: WeekReport[];
  /** Those with something to tell in these weeks, in the order in which they came into use. */
  versions: VersionReport[];
  /**
   * Cases that opened in these weeks, but before this moment, are ripe: they have had as much time as nine ends in ten
   * take. Null: none has ended.
   */
  ripeBeforeAt: Instant | null;
  /** Null: nothing happened in all these weeks. */
  total: Figures | null;
}

/**
 * Reports from the ledger how a procedure works.
 * @throws ClientError FT-CLI-PROCEDURE when there is none and never was, FT-CLI-PERIOD; LedgerUnavailable
 */
export async function report(
  context: Context,
  procedure: string,
  options: ReportOptions = {},
): Promise<Report> {
  const { ledger } = context;
  const now = options.now ?? Date.now();
  const zone = await zoneOf(context, procedure);
  const weeks = weeksOf(zone, now, options);
  const end = weeks.at(-1)?.end ?? now;
  const bounds = [...weeks.map(({ begin }) => begin), end];
  const { cells, ripeBefore } = await readCells(ledger, { procedure, bounds, until: Math.min(now, end) });
  const used = await usedVersions(ledger, procedure);
  const at = byPlace(cells);
  const ofVersion = (version: string) => cells.filter(({ hash }) => hash === version);
  return {
    procedure,
    zone,
    from: weeks[0]?.monday ?? '',
    to: weeks.at(-1)?.sunday ?? '',
    weeks: weeks.map(({ week, monday, sunday, end: over }, index) => ({
      week,
      monday,
      sunday,
      over: over <= now,
      figures: figuresOf(used.flatMap(({ hash }) => at(index, hash))),
      versions: used.flatMap(({ version, hash }) => {
        const figures = figuresOf(at(index, hash));
        return figures ? [{ version, hash, figures }] : [];
      }),
    })),
    versions: used.flatMap((each) => {
      const own = ofVersion(each.hash);
      return versionReport(each, figuresOf(own), figuresOf(own.filter(({ ripe }) => ripe)));
    }),
    ripeBeforeAt: ripeBefore,
    total: figuresOf(cells),
  };
}

function versionReport(
  { version, hash, firstOpened, lastOpened, openNow, decisionsNow }: UsedVersion,
  figures: Figures | null,
  comparable: Figures | null,
): VersionReport[] {
  if (!figures) return [];
  const used = { firstOpenedAt: firstOpened, lastOpenedAt: lastOpened, openNow, decisionsNow };
  return [{ version, hash, ...used, figures, comparable }];
}

function byPlace(cells: Cell[]): (week: number, hash: string) => Cell[] {
  const places = new Map<string, Cell[]>();
  for (const cell of cells) {
    const place = `${cell.week}/${cell.hash}`;
    const there = places.get(place);
    if (there) there.push(cell);
    else places.set(place, [cell]);
  }
  return (week, hash) => places.get(`${week}/${hash}`) ?? [];
}

/** Weeks are those of the calendar that the procedure names today; of one that is gone, of the last dates planned. */
async function zoneOf(context: Context, procedure: string): Promise<string> {
  try {
    return (await context.procedures.current(procedure)).calendar.zone;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const zone = await zoneUsed(context.ledger, procedure);
    if (zone === null) throw error;
    return zone;
  }
}
