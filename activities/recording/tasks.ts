import { label } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { OpenTask, TaskKind } from '../../domain/program/state.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { approverOf } from '../../ledger/approvals/approver.ts';
import { lastCommand } from '../../ledger/commands.ts';
import { spaced } from '../../domain/words.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { findPerson } from '../../ledger/people.ts';
import type { Case } from '../../ledger/schema.ts';
import { type NewTask, openTasks } from '../../ledger/tasks.ts';
import { assignTask, escalateTask, putOffTask } from '../../ledger/tasks/change.ts';
import { logAction, takeBackAction } from '../../ledger/tasks/logged.ts';
import { asksForApproval } from '../../ledger/tasks/priority.ts';
import { taskWords } from '../../ledger/taskWords.ts';
import type { RecordInput } from '../contract.ts';
import { REASONS } from '../reasons.ts';
import { sopOfAct, sopOfPlace } from '../sop.ts';

/** Opens what the interpreter asks people, in words, for the role that it is for. */
export async function openAsked(
  tx: Ledger,
  { at, changes, state }: RecordInput,
  found: Case,
  procedure: Procedure,
): Promise<void> {
  const opened: NewTask[] = [];
  for (const task of changes.open) {
    const { key, kind, options, about, due } = task;
    const words = taskWords(kind, await detailOf(tx, found, task));
    const sop = isAboutAct(kind)
      ? sopOfAct(procedure, actIn(about))
      : sopOfPlace(procedure, found.variant, state?.problem?.position ?? state?.position);
    opened.push({
      caseId: found.id,
      key,
      kind,
      options,
      about,
      at,
      due,
      sop,
      ...words,
      role: roleOf(task),
      ...titleOf(task, found),
    });
  }
  await openTasks(tx, opened);

  function roleOf({ role, kind, about }: OpenTask): string {
    return role ?? (asksForApproval(kind) ? approverOf(procedure, actIn(about)) : undefined) ?? found.owner;
  }
}

/** A list of approvals tells them apart: each is named by its act and its client. */
function titleOf({ kind, about }: OpenTask, { contact, occurrence }: Case): { title?: string } {
  if (kind !== 'decision') return {};
  return { title: `Decide: ${spaced(actIn(about))} for ${contact.name ?? occurrence}?` };
}

/** Other dates, other people: put off, escalated or given to somebody. */
export async function changeTasks(
  tx: Ledger,
  { caseId, at, changes }: RecordInput,
  procedure: Procedure,
): Promise<void> {
  const to = procedure.tasks.escalateTo ?? null;
  for (const { key, due, escalated, showAt, assignedBy } of changes.change) {
    if (due !== undefined && escalated !== undefined)
      await escalateTask(tx, { caseId, key, due, times: escalated, to, at });
    if (due !== undefined && showAt !== undefined) await putOffTask(tx, { caseId, key, due, showAt });
    if (assignedBy !== undefined) await assignTask(tx, { caseId, key, by: assignedBy });
  }
  // Done about a review; the entry says when, so that the same record is kept once.
  for (const { what, about, because, at: doneAt } of changes.log)
    if (what === 'action-done' && about && because)
      await logAction(tx, { caseId, key: about, action: because, at: doneAt });
  for (const { key, undone } of changes.change)
    if (undone !== undefined) await takeBackAction(tx, { caseId, key, ...undone });
}

function isAboutAct(kind: TaskKind): boolean {
  return asksForApproval(kind) || kind === 'choose-resolution' || kind === 'declined';
}

/** Questions are named "cancel@<instant>": the act, and when it came up. */
export function actIn(about: string): string {
  return about.split('@')[0] ?? about;
}

async function detailOf(tx: Ledger, found: Case, { kind, about }: OpenTask): Promise<string | undefined> {
  const word = actIn(about);
  switch (kind) {
    case 'problem':
      return problemIn(about);
    case 'decision':
      return `To be approved: ${word}.`;
    case 'declined':
    case 'choose-resolution':
      return saidWithNo(tx, found.id, word);
    case 'on-hold':
      return heldSince(tx, found, Number(about.split('@')[1]));
    default:
      return undefined;
  }
}

function problemIn(about: string): string {
  const word = actIn(about);
  const reason = Object.entries(REASONS).find(([known]) => known === word)?.[1] ?? `Reason: ${word}.`;
  const [, effect] = about.split('/');
  return effect === undefined ? reason : `${reason} It is about: ${effect.replace(':', ' ')}.`;
}

/** Back to the owner with the words of whoever declined (procedures.md, missed check-in 7). */
async function saidWithNo(tx: Ledger, caseId: string, act: string): Promise<string | undefined> {
  const last = await lastCommand(tx, { caseId, name: 'decide', task: `decision:${act}@` });
  if (last?.option !== 'decline') return undefined;
  const words = last.note === null ? 'No reason was given.' : `“${last.note}”`;
  return `Declined by ${await personNamed(tx, last.actor)}: ${words}`;
}

async function heldSince(tx: Ledger, found: Case, at: Instant): Promise<string> {
  const since = `On hold since ${label(found.plan?.zone ?? 'UTC', at)}`;
  const last = await lastCommand(tx, { caseId: found.id, name: 'hold' });
  return last?.note ? `${since}, by ${await personNamed(tx, last.actor)}: “${last.note}”` : `${since}.`;
}

async function personNamed(tx: Ledger, person: string): Promise<string> {
  return (await findPerson(tx, person))?.name ?? person;
}
