import { dayInWords } from '../../domain/intake/dates.ts';
import type { Mapping } from '../../domain/intake/mapping.ts';
import { type Reader, readRow, type NewCase } from '../../domain/intake/row.ts';
import { CalendarError } from '../../domain/calendar/errors.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import { FactError } from '../../domain/procedure/factErrors.ts';
import type { Instant, Program } from '../../domain/program/program.ts';
import { capital } from '../../domain/words.ts';
import { findCase } from '../../ledger/cases.ts';
import { casesOf, type KnownCase, wasRecorded } from '../../ledger/imports/imports.ts';
import type { ImportRows } from '../../ledger/imports/rows.ts';
import { caseIdOf } from '../caseId.ts';
import type { Context } from '../context.ts';
import { AlreadyOpen, ClientError } from '../errors.ts';
import { openCase } from '../openCase.ts';
import { joinedLateOf } from '../opening/late.ts';
import { unreachable } from '../opening/unreachable.ts';
import { asOpenCase, attemptsOf, joinsAt } from './joins.ts';
import type { Judge, Refused, Verdict } from './judge.ts';

export type RowResult = Pick<ImportRows, 'outcome' | 'case_id' | 'step' | 'code' | 'reason'>;

/** One import that runs. */
export interface Run {
  context: Context;
  id: string;
  begunAt: Instant;
  /** Who runs it; null: an outside system. */
  by: string | null;
  /** It goes on where an earlier run broke off. */
  resumed: boolean;
  reader: Reader;
  program: Program;
  judge: Judge;
  /** Cases that this process has opened. */
  opened: Set<string>;
  /** How many of them somebody should look at, as their reasons say. */
  warned: number;
}

/** Reads a row; a case to be opened comes with its client, so that the rows of one client go one after the other. */
export function read(run: Run, cells: readonly string[]): { row: NewCase } | { result: RowResult } {
  const found = readRow(run.reader, cells);
  if (found.is === 'case') return { row: found.row };
  if (found.is !== 'wrong') return { result: result(found.is, found.reason) };
  const [{ code }] = found.problems;
  const reason = found.problems.map(({ message }) => sentence(message)).join(' ');
  return { result: { ...result('error', reason), code } };
}

/** What becomes of a row that can be read: opened, or why not. @throws LedgerUnavailable when nothing can be kept */
export async function openRow(run: Run, row: NewCase): Promise<RowResult> {
  try {
    const { ledger } = run.context;
    const id = caseIdOf({ ...row, occurrence: row.id });
    const cases = await casesOf(ledger, { ...row, id });
    const known = cases.find((each) => each.id === id);
    if (known) return await existing(run, known);
    const [open] = run.reader.mapping.openCases === 'one' ? cases : [];
    if (open) return alreadyOpen(open.id);
    const all = allMade(run, row);
    if (all) return all;
    const verdict = await judged(run, row);
    if (!('open' in verdict)) return refused(verdict);
    const joined = { ...row, attemptsMade: Math.max(row.attemptsMade, verdict.open.attemptsMade ?? 0) };
    return allMade(run, joined) ?? (await opened(run, joined, [row.remark, verdict.open.remark]));
  } catch (error) {
    if (error instanceof AlreadyOpen) return alreadyOpen(error.caseId);
    if (error instanceof ClientError || error instanceof FactError || error instanceof CalendarError) {
      const reason = sentence(error.message.replaceAll(`${error.code}: `, ''));
      return { ...result('error', reason), code: error.code };
    }
    throw error;
  }
}

function alreadyOpen(id: string): RowResult {
  return { ...result('already-running', `The client is followed up already: ${id}.`), case_id: id };
}

/** Nothing is left for a case to do by itself. */
function allMade({ program }: Run, { attemptsMade }: NewCase): RowResult | null {
  const total = attemptsOf(program);
  if (attemptsMade < total || total === 0) return null;
  const says = `${attemptsMade} attempts were made elsewhere, and the procedure makes ${total}: decide by hand.`;
  return result('held', says);
}

/** The case is there; somebody should know this of it. */
function remarked(run: Run, became: RowResult, remarks: readonly (string | null | undefined)[]): RowResult {
  const said = remarks.filter((remark) => typeof remark === 'string').map(sentence);
  if (said.length > 0) run.warned += 1;
  return { ...became, reason: [became.reason, ...said].join(' ') };
}

async function opened(run: Run, row: NewCase, remarks: (string | undefined)[]): Promise<RowResult> {
  const { context, reader, program } = run;
  const given = asOpenCase(row);
  const {
    id,
    existing: before,
    started,
    warnings = [],
  } = await openCase(context, given, { importedBy: run.by });
  const found = await findCase(context.ledger, id);
  if (!found) throw new Error(`the ledger has lost the case ${id}`);
  if (before) return existing(run, found);
  run.opened.add(id);
  const later = started ? '' : ' It begins as soon as Temporal answers.';
  const step = joinsAt(program, found.plan, row.attemptsMade, reader.now);
  const all = [...remarks, ...warnings];
  if (step === null) return remarked(run, { ...result('opened', `Opened.${later}`), case_id: id }, all);
  const why =
    row.attemptsMade > 0
      ? `${row.attemptsMade} of its attempts ${row.attemptsMade === 1 ? 'was' : 'were'} made before`
      : 'it is older than its first attempt';
  const joined = result('joined', `Joined at attempt ${step}, because ${why}.${later}`);
  return remarked(run, { ...joined, case_id: id, step }, all);
}

async function existing(run: Run, known: KnownCase): Promise<RowResult> {
  const { resumed, begunAt, opened: mine, context, id: importId } = run;
  const already = { ...result('already-running', 'There is a case for it already.'), case_id: known.id };
  if (mine.has(known.id)) return { ...already, reason: 'An earlier row of this list is about the same.' };
  // The run before this one was broken off between opening the case and saying so.
  if (resumed && known.opened_at >= begunAt && !(await wasRecorded(context.ledger, importId, known.id)))
    return openedBefore(run, known.id);
  if (known.status !== 'closed') return already;
  const day = dayOf(run.reader.mapping, known.closed_at ?? known.opened_at);
  return { ...already, reason: `It was followed up before and ended as ${known.outcome} on ${day}.` };
}

async function openedBefore(run: Run, id: string): Promise<RowResult> {
  const became = { ...result('opened', 'Opened just before the import was broken off.'), case_id: id };
  const found = await findCase(run.context.ledger, id);
  if (!found) return became;
  const warnings = [...unreachable(run.program, found.contact), await joinedLateOf(run.context, found)];
  return remarked(run, became, warnings);
}

async function judged(run: Run, row: NewCase): Promise<Verdict> {
  try {
    return await run.judge(row, run.reader);
  } catch {
    return { held: 'The systems that must be asked before did not answer; import it again later.' };
  }
}

function refused(verdict: Refused): RowResult {
  if ('notNeeded' in verdict) return result('not-needed', sentence(verdict.notNeeded));
  if ('held' in verdict) return result('held', sentence(verdict.held));
  return result('discrepancy', sentence(verdict.discrepancy));
}

function result(outcome: RowResult['outcome'], reason: string): RowResult {
  return { outcome, case_id: null, step: null, code: null, reason };
}

function dayOf({ zone }: Mapping, at: Instant): string {
  return dayInWords(localDate(zone, at));
}

function sentence(text: string): string {
  const begun = capital(text.trim());
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
