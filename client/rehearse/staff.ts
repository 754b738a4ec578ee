import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/program/program.ts';
import type { OpenTask, TaskKind } from '../../domain/program/state.ts';
import { findTask } from '../../ledger/tasks.ts';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { completeTask, snoozeTask, type When } from '../tasks.ts';
import { momentFor } from '../tasks/when.ts';
import type { Days } from './moments.ts';
import { isLastLevel, payExampleInvoice, playReview } from './openItems.ts';

/** Who the staff of a rehearsal are. */
const PLAYED = 'rehearsal';
/** Case time that passes before somebody does a task. */
const AFTER_MS = 3_600_000;
const LOOK_AGAIN_MS = 25;
const PATIENCE_MS = 30_000;

/**
 * An option of a task. Where it takes a date ("call me then", what was promised for when) with that: a day of the
 * procedure, a date, or a shortcut such as "one-week".
 */
export type Answer = string | { option: string; until: number | string };

/**
 * By the task's name (`release-production`) or kind (`decision`, `reply` …). Of a list, each time the next one. A review
 * takes what is done about the account (`email`, `letter`, an action), with the date of the next one; or `later`.
 */
export type Answers = Record<string, Answer | Answer[]>;

/** Plays the staff: does every task an hour after it came up, with its first option unless told otherwise. */
export class Staff {
  readonly #answers: Map<string, Answer[]>;
  readonly #days: Days;
  readonly #paysAtLast: boolean;
  readonly #due = new Map<string, Instant>();
  readonly #given = new Map<string, number>();
  readonly #asked = new Set<string>();

  /** @param paysAtLast whether the customer pays all after the last level of a debt */
  constructor(answers: Answers, days: Days, paysAtLast = true) {
    this.#paysAtLast = paysAtLast;
    this.#answers = new Map(Object.entries(answers).map(([name, each]) => [name, [each].flat()]));
    this.#days = days;
  }

  /** The task that is done next, and when. */
  next({ tasks, now }: Snapshot): { task: OpenTask; at: Instant } | null {
    for (const task of tasks) {
      if (!this.#due.has(task.key)) this.#due.set(task.key, now + AFTER_MS);
      for (const name of namesOf(task)) if (PLAIN_NAME.test(name)) this.#asked.add(name);
    }
    const due = tasks.map((task) => ({ task, at: this.#due.get(task.key) ?? now }));
    return due.sort((a, b) => a.at - b.at)[0] ?? null;
  }

  /** The names under which answers could have been given so far. */
  get asked(): string[] {
    return [...this.#asked];
  }

  /** Answers that no task asked for: most likely misspelt. */
  unused(): string[] {
    return [...this.#answers].flatMap(([name, each]) =>
      (this.#given.get(name) ?? 0) < each.length ? [name] : [],
    );
  }

  async complete(context: Context, caseId: string, task: OpenTask): Promise<void> {
    const answer = this.#answerTo(task);
    const { option, until } = typeof answer === 'string' ? { option: answer } : answer;
    const id = await rowOf(context, caseId, task.key);
    const when = typeof until === 'number' ? this.#days.date(until) : (until as When | undefined);
    if (task.kind === 'review') return this.#review(context, caseId, { id, task, option, when });
    await completeTask(context, id, option, { by: PLAYED, until: when });
  }

  /** Looks at an account: does something about it and is done with it, or does it later. */
  async #review(
    context: Context,
    caseId: string,
    given: { id: string; task: OpenTask; option: string; when: When | undefined },
  ): Promise<void> {
    const { id, task, option, when } = given;
    if (option === 'later') {
      const until = await momentFor(context, await existing(context, caseId), when ?? 'next-working-day');
      await snoozeTask(context, id, { by: PLAYED, until });
      this.#due.set(task.key, until + AFTER_MS);
      return;
    }
    const last = await isLastLevel(context, id);
    await playReview(context, id, option === 'done' ? undefined : option);
    await completeTask(context, id, 'done', { by: PLAYED, until: when });
    if (last && this.#paysAtLast) await payExampleInvoice(context, caseId);
  }

  #answerTo(task: OpenTask): Answer {
    const name = namesOf(task).find((each) => this.#answers.has(each));
    const usual = task.options[0] ?? 'done';
    if (name === undefined) return usual;
    const before = this.#given.get(name) ?? 0;
    this.#given.set(name, before + 1);
    const answers = this.#answers.get(name) ?? [];
    return answers[before] ?? answers.at(-1) ?? usual;
  }
}

/** What a reply is about is its id in the ledger: no name for people. */
export const PLAIN_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** What comes after a decision is about the same act, and is another question. */
const BY_KIND: TaskKind[] = ['declined', 'choose-resolution', 'confirm-approval'];

/** A step's task is named by its template: "day-3/task:release-production"; a decision by its act: "cancel@…". */
export function namesOf({ kind, about }: Pick<OpenTask, 'kind' | 'about'>): string[] {
  if (BY_KIND.includes(kind)) return [kind];
  return [(about.split(':').at(-1) ?? about).split('@')[0] ?? about, kind];
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
