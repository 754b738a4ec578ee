import type { OpenTask, Unrecorded } from '../domain/program/state.ts';
import { recordApproval } from '../ledger/approvals.ts';
import { findCase, storeView } from '../ledger/cases.ts';
import type { Ledger } from '../ledger/connect.ts';
import { releaseInbound } from '../ledger/inbound.ts';
import { acceptance, markNotAccepted } from '../ledger/intents.ts';
import type { Case, Task } from '../ledger/schema.ts';
import { callOffTasks, closeTask, openTasks } from '../ledger/tasks.ts';
import { taskWords } from '../ledger/taskWords.ts';
import { addToTimeline } from '../ledger/timeline.ts';
import { approverOf } from './approver.ts';
import type { RecordInput } from './contract.ts';
import type { Deps } from './deps.ts';
import { procedureOf } from './procedures.ts';
import { REASONS } from './reasons.ts';

/** Brings the ledger up to date with what no step's activity has written: all of it or nothing, and the same twice is once. */
export async function recordCase(deps: Deps, input: RecordInput): Promise<void> {
  const { caseId, at, round, view, changes, plan } = input;
  const found = await findCase(deps.ledger, caseId);
  // A workflow that was started past the ledger is recorded nowhere; its steps say so, and a person sees them.
  if (!found) return;
  const approver = await approverFor(deps, found);
  await deps.ledger.transaction().execute(async (tx) => {
    await openTasks(
      tx,
      changes.open.map((task) => ({
        caseId,
        key: task.key,
        kind: task.kind,
        role: asksForApproval(task) ? approver(actIn(task.about)) : found.owner,
        ...taskWords(task.kind, detailOf(task)),
        options: task.options,
        about: task.about,
        at,
      })),
    );
    const closed: Task[] = [];
    for (const given of changes.close) {
      const task = await closeTask(tx, { ...given, caseId, at });
      if (task) closed.push(task);
    }
    if (view.status === 'closed') closed.push(...(await callOffTasks(tx, caseId, at)));
    for (const task of closed) await recordHandwork(tx, input, task);
    await recordApprovals(tx, input, closed);
    await releaseInbound(tx, changes.release, at);
    await addToTimeline(
      tx,
      changes.log.map((entry) => ({ ...entry, caseId })),
    );
    await storeView(tx, caseId, at, { ...view, round }, plan);
  });
}

/** A text that a person posted is sent; one that could not be posted never will be. */
async function recordHandwork(tx: Ledger, { caseId, at, round }: RecordInput, task: Task): Promise<void> {
  const { option, intent_id: intentId, closed_by: by, about } = task;
  if (task.kind !== 'by-hand' || intentId === null) return;
  if (option !== 'posted') return markNotAccepted(tx, intentId, 'refused', 'not-possible');
  await acceptance(tx, { intentId, at, deliveredAt: at, providerId: null, by }).execute();
  await addToTimeline(tx, [{ caseId, key: `done|${intentId}`, at, round, what: 'done', about, intentId }]);
}

/** An approval is on record also when it reached the workflow past the ledger: the gate wants to find it there. */
async function recordApprovals(
  tx: Ledger,
  { caseId, at, changes }: RecordInput,
  closed: Task[],
): Promise<void> {
  const task = closed.find(asksForApproval);
  if (!task) return;
  for (const { what, about } of changes.log) {
    if (what !== 'approved' || about === undefined) continue;
    await recordApproval(tx, { caseId, act: about, decision: task.key, by: task.closed_by ?? 'unknown', at });
  }
}

function asksForApproval({ kind }: Pick<OpenTask, 'kind'>): boolean {
  return kind === 'decision' || kind === 'confirm-approval';
}

/** Questions are named "cancel@<instant>": the act, and when it came up. */
function actIn(about: string): string {
  return about.split('@')[0] ?? about;
}

function detailOf({ kind, about }: Unrecorded['open'][number]): string | undefined {
  const word = actIn(about);
  if (kind === 'problem')
    return Object.entries(REASONS).find(([reason]) => reason === word)?.[1] ?? `Reason: ${word}.`;
  return kind === 'decision' ? `To be approved: ${word}.` : undefined;
}

async function approverFor(deps: Deps, found: Case): Promise<(act: string) => string> {
  const { procedure } = await procedureOf(deps.ledger, found.hash);
  return (act) => approverOf(procedure, act) ?? found.owner;
}
