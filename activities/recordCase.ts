import { type LocalDate, localDate } from '../domain/calendar/localTime.ts';
import type { Instant } from '../domain/program/program.ts';
import { findCase, storeView } from '../ledger/cases.ts';
import { storeVersion } from '../ledger/versions/store.ts';
import type { Ledger } from '../ledger/connect.ts';
import { recordContactMade } from '../ledger/contactRules/contactsMade.ts';
import { releaseInbound } from '../ledger/inbound.ts';
import { acceptance, findIntent, markNotAccepted } from '../ledger/intents.ts';
import type { Task } from '../ledger/schema.ts';
import { finishReview } from '../ledger/openItems/reviews.ts';
import { callOffTasks, closeTask } from '../ledger/tasks.ts';
import { clearDoubts } from '../ledger/standings/doubts.ts';
import { standingChange } from '../ledger/standings/standings.ts';
import { addToTimeline } from '../ledger/timeline.ts';
import type { RecordInput, RecordOutcome } from './contract.ts';
import type { Deps } from './deps.ts';
import { refuseOvertaken } from './overtaken.ts';
import { procedureOf } from './procedures.ts';
import { recordApprovals } from './recording/approvals.ts';
import { changeTasks, openAsked } from './recording/tasks.ts';

/** Brings the ledger up to date with what no step's activity has written: all of it or nothing, and the same twice is once. */
export async function recordCase(deps: Deps, input: RecordInput): Promise<RecordOutcome | undefined> {
  const { caseId, at, round, view, changes, plan, hash } = input;
  const found = await findCase(deps.ledger, caseId);
  // A workflow that was started past the ledger is recorded nowhere; its steps say so, and a person sees them.
  if (!found) return undefined;
  await refuseOvertaken(deps.ledger, found, input);
  const { procedure } = await procedureOf(deps.ledger, hash ?? found.hash);
  const calendar = found.calendar ?? procedure.clock.calendar;
  await deps.ledger.transaction().execute(async (tx) => {
    await openAsked(tx, input, found, procedure);
    await changeTasks(tx, input, procedure);
    const closed: Task[] = [];
    for (const given of changes.close) {
      const task = await closeTask(tx, { ...given, caseId, at });
      if (task) closed.push(task);
    }
    if (view.status === 'closed') closed.push(...(await callOffTasks(tx, caseId, at)));
    for (const task of closed) {
      await recordHandwork(tx, input, task);
      if (endsDoubt(task))
        await clearDoubts(tx, [caseId], { by: task.closed_by ?? 'unknown', note: task.note, at });
      if (task.kind === 'call') await recordCall(tx, input, task, dayOf(deps, calendar, at));
      if (task.kind === 'review' && task.option === 'done')
        await finishReview(tx, {
          id: task.key,
          on: dayOf(deps, calendar, at),
          by: task.closed_by ?? 'unknown',
          at,
        });
    }
    await recordApprovals(tx, input, closed);
    await releaseInbound(tx, changes.release, at, caseId);
    await addToTimeline(
      tx,
      changes.log.map((entry) => ({ ...entry, caseId })),
    );
    if (hash !== undefined && hash !== found.hash) await storeVersion(tx, caseId, at, hash);
    await storeView(tx, caseId, at, { ...view, round }, plan);
    if (input.speaking && input.state)
      await standingChange(tx, { caseId, turn: input.speaking.turn, state: input.state }).execute();
  });
  return input.speaking && input.state ? { stands: input.speaking.turn } : {};
}

/** The day that it is by the case's calendar. */
function dayOf(deps: Deps, calendar: string, at: Instant): LocalDate {
  return localDate(deps.calendar(calendar).zone, at);
}

/** A text that a person posted, or a call that was made, is sent; what could not be done never will be. */
async function recordHandwork(tx: Ledger, { caseId, at, round }: RecordInput, task: Task): Promise<void> {
  const { option, intent_id: intentId, closed_by: by, about } = task;
  if (intentId === null || option === null || option === 'call-at') return;
  if (UNDONE.includes(option)) return markNotAccepted(tx, intentId, 'refused', option);
  const deliveredAt = option === 'no-answer' ? null : at;
  await acceptance(tx, { intentId, at, deliveredAt, providerId: null, by }).execute();
  const because = task.kind === 'call' ? { because: option } : {};
  const entry = { key: `done|${intentId}`, at, round, what: 'done', about, intentId, ...because };
  await addToTimeline(tx, [{ caseId, ...entry }]);
}

/** Whatever came of it, a call was made: caps and the rules of collection count it. */
async function recordCall(
  tx: Ledger,
  { caseId, at }: RecordInput,
  task: Task,
  localDay: string,
): Promise<void> {
  if (task.intent_id === null || task.option === null || task.option === 'call-at') return;
  const { round, pass, key } = await findIntent(tx, task.intent_id);
  await recordContactMade(tx, {
    id: `call:${task.id}`,
    caseId,
    channel: 'call',
    at,
    localDay,
    result: task.option,
    work: { round, pass, key },
    by: task.closed_by ?? 'unknown',
  });
}

/** "Try again" to the first thing that may have gone out before: it did not, and so nothing after it did. */
function endsDoubt({ kind, about, option }: Task): boolean {
  return kind === 'problem' && option === 'try-again' && about.startsWith('not-sure@');
}

const UNDONE = ['not-possible', 'wrong-number'];
