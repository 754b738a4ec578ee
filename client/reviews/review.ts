import type { Catalog } from '../../domain/messages/catalog.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import type { Level } from '../../domain/program/program.ts';
import { findReview } from '../../ledger/openItems/reviews.ts';
import type { Case, Task } from '../../ledger/schema.ts';
import { findTaskById, listTasks } from '../../ledger/tasks.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';

/** An account that a person is asked to look at, at the level that it has reached. */
export interface OpenReview {
  task: Task;
  row: Case;
  procedure: Procedure;
  catalog: Catalog;
  level: Level;
}

/** Something that can be done about a review, and whether the level suggests it. */
export interface ReviewAction {
  action: string;
  suggested: boolean;
}

/**
 * The open review that is meant, by its task or by its case.
 * @throws ClientError FT-CLI-NO-CASE, FT-CLI-NO-REVIEW
 */
export async function openReview(context: Context, meant: string): Promise<OpenReview> {
  const task = await taskMeant(context, meant);
  const row = await existing(context, task.case_id);
  const { procedure, catalog } = await context.procedures.editionOf(row);
  const review = await findReview(context.ledger, task.key);
  const level = procedure.levels[(review?.level ?? 0) - 1];
  if (!level) throw new Error(`the review ${task.key} has no level`);
  return { task, row, procedure, catalog, level };
}

async function taskMeant(context: Context, meant: string): Promise<Task> {
  const { ledger } = context;
  const task = await findTaskById(ledger, meant);
  if (task?.kind === 'review' && task.state === 'open') return task;
  if (task) throw new ClientError('FT-CLI-NO-REVIEW', `"${task.title}" is no open review of an account.`);
  const row = await existing(context, meant);
  const found = (await listTasks(ledger, { caseId: row.id })).find(({ kind }) => kind === 'review');
  if (found) return found;
  throw new ClientError('FT-CLI-NO-REVIEW', `nobody is asked to look at the account of ${row.id} now.`);
}

/** All that can be done about a review: what its level suggests, then what else the procedure has words for. */
export function actionsFor({ procedure, catalog, row, level }: Omit<OpenReview, 'task'>): ReviewAction[] {
  const { variant } = row;
  const suggested: string[] = [...level.actions, ...level.manual];
  const letters = (['letter', 'email'] as const).filter((way) => catalog.has(level.name, way, variant));
  const own = procedure.levels.flatMap(({ manual }) => manual);
  const others = catalog.messages.filter(({ channel }) => channel === 'task').map(({ name }) => name);
  const all = [...suggested, ...letters, ...own, ...others];
  const possible = all.filter((action) => isPossible(action, catalog, level, variant));
  return [...new Set(possible)].map((action) => ({ action, suggested: suggested.includes(action) }));
}

function isPossible(action: string, catalog: Catalog, level: Level, variant: string | null): boolean {
  if (action === 'letter' || action === 'email') return catalog.has(level.name, action, variant);
  return catalog.has(action, 'task', variant);
}
