import type { Instant } from '../domain/program/program.ts';
import type { Case } from '../ledger/schema.ts';
import { whoActsIn } from './acting.ts';
import { ask, type Asked } from './ask.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { momentFor, type When } from './tasks/when.ts';
import { checkText, LONGEST_TEXT } from './text.ts';

/** Who asks (a person's id, see acting.ts), and optionally an own id of the request: the same id asks once. */
export interface By {
  by: string;
  id?: string | undefined;
  /** Milliseconds to wait until the case has heard of it; absent: as long as Temporal may take. It hears of it anyway. */
  wait?: number | undefined;
}

type Moment = Date | Instant;

export interface HoldOptions extends By {
  /** Absent: until somebody resumes it. A date alone: its first moment; of a promise: when that day is over. */
  until?: When | null | undefined;
  /** Why, for whoever reads the timeline. Left out in rehearsals only. */
  reason?: string | undefined;
  /** Something was promised for that date: the case goes on if nothing has come by then. */
  promise?: boolean | undefined;
}

export interface ResumeOptions extends By {
  notBefore?: Moment | undefined;
}

export interface WaitAgainOptions extends By {
  /** When our answer went out, the new round's day zero; absent: now. */
  since?: Moment | undefined;
}

/**
 * The case stands still until a date, or until `resume`, for which its owner is asked once the limit for tasks is over.
 * @throws ClientError FT-CLI-UNTIL for a promise without a date, FT-CLI-REASON without a reason
 */
export async function hold(context: Context, caseId: string, given: HoldOptions): Promise<Asked> {
  const row = await existing(context, caseId);
  const { reason, promise = false } = given;
  const until =
    given.until === undefined || given.until === null
      ? null
      : await momentFor(context, row, given.until, promise ? 'end' : 'begin');
  if (promise && until === null)
    throw new ClientError('FT-CLI-UNTIL', 'a promise needs a date: promised for when?');
  const note = checkText(reason ?? '', 'reason', LONGEST_TEXT).trim();
  if (note === '' && !row.rehearsal)
    throw new ClientError('FT-CLI-REASON', 'a hold needs a reason: why does the case stand still?');
  const said = note === '' ? {} : { note };
  return commandOf(context, row, 'hold', given, { until, ...(promise ? { promise } : {}), ...said });
}

/** An answered or held case goes on with its next step, not before `notBefore`. */
export async function resume(context: Context, caseId: string, given: ResumeOptions): Promise<Asked> {
  const args = given.notBefore === undefined ? {} : { notBefore: instantOf(given.notBefore) };
  return command(context, caseId, 'resume', given, args);
}

/** The reply is what we waited for: the case ends as answered. */
export async function settle(context: Context, caseId: string, given: By): Promise<Asked> {
  return command(context, caseId, 'settle', given, {});
}

/** We have answered and wait again: a new round begins, counted from `since` (absent: now). */
export async function waitAgain(context: Context, caseId: string, given: WaitAgainOptions): Promise<Asked> {
  const args = given.since === undefined ? {} : { since: instantOf(given.since) };
  return command(context, caseId, 'waitAgain', given, args);
}

/** The case is not followed up any more. */
export async function withdraw(context: Context, caseId: string, given: By): Promise<Asked> {
  return command(context, caseId, 'withdraw', given, {});
}

export async function command(
  context: Context,
  caseId: string,
  name: string,
  by: By,
  args: object,
): Promise<Asked> {
  return commandOf(context, await existing(context, caseId), name, by, args);
}

async function commandOf(
  context: Context,
  row: Case,
  name: string,
  { by, id, wait }: By,
  args: object,
): Promise<Asked> {
  await whoActsIn(context.ledger, row, by);
  return ask(context, { caseId: row.id, name, args, actor: by, id, wait });
}

/** @throws ClientError FT-CLI-MOMENT */
export function instantOf(moment: Moment): Instant {
  const at = typeof moment === 'number' ? moment : moment.getTime();
  if (Number.isSafeInteger(at) && at > 0) return at;
  throw new ClientError('FT-CLI-MOMENT', `${String(moment)} is no moment.`);
}
