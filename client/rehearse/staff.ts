import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/program/program.ts';
import type { OpenTask } from '../../domain/program/state.ts';
import { findTask } from '../../ledger/tasks.ts';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { completeTask } from '../tasks.ts';

/** Case time that passes before somebody does a task. */
const AFTER_MS = 3_600_000;
const LOOK_AGAIN_MS = 25;
const PATIENCE_MS = 30_000;

/** Plays the staff: does every task an hour after it came up, with its first option unless told otherwise. */
export class Staff {
  readonly #answers: Record<string, string>;
  readonly #due = new Map<string, Instant>();
  readonly #used = new Set<string>();

  /** @param answers option by the task's name (`release-production`) or kind (`decision`, `reply` …) */
  constructor(answers: Record<string, string>) {
    this.#answers = answers;
  }

  /** The task that is done next, and when. */
  next({ tasks, now }: Snapshot): { task: OpenTask; at: Instant } | null {
    for (const { key } of tasks) if (!this.#due.has(key)) this.#due.set(key, now + AFTER_MS);
    const due = tasks.map((task) => ({ task, at: this.#due.get(task.key) ?? now }));
    return due.sort((a, b) => a.at - b.at)[0] ?? null;
  }

  /** Answers that no task asked for: most likely misspelt. */
  unused(): string[] {
    return Object.keys(this.#answers).filter((name) => !this.#used.has(name));
  }

  async complete(context: Context, caseId: string, task: OpenTask): Promise<void> {
    const told = [nameOf(task), task.kind].find((name) => name in this.#answers);
    if (told) this.#used.add(told);
    const option = (told && this.#answers[told]) ?? task.options[0] ?? 'done';
    const id = await rowOf(context, caseId, task.key);
    await completeTask(context, id, option, { by: 'rehearsal' });
  }
}

/** A step's task is named by its template: "day-3/task:release-production"; a decision by its act: "cancel@…". */
function nameOf({ about }: OpenTask): string {
  return (about.split(':').at(-1) ?? about).split('@')[0] ?? about;
}

/** The ledger hears of a task a moment after the workflow. */
async function rowOf(context: Context, caseId: string, key: string): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const row = await findTask(context.ledger, caseId, key);
    if (row) return row.id;
    if (Date.now() > deadline)
      throw new ClientError('FT-CLI-REHEARSAL', `the task ${key} is not in the ledger.`);
    await sleep(LOOK_AGAIN_MS);
  }
}
