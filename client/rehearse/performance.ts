import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/program/program.ts';
import type { OpenTask, TaskKind } from '../../domain/program/state.ts';
import { findCase } from '../../ledger/cases.ts';
import type { Case } from '../../ledger/schema.ts';
import { findTask } from '../../ledger/tasks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { runState } from '../engine.ts';
import { fastForward } from '../virtualTime.ts';
import { look, quiet } from './quiet.ts';
import type { RehearsedEntry } from './rehearse.ts';

/** Past what is due, so that it has been done when the clock stands again. */
const MARGIN_MS = 60_000;
/** The server moves no clock by nothing at all. */
const LEAST_MS = 1_000;
const LOOK_AGAIN_MS = 25;
const PATIENCE_MS = 30_000;

/** What a person is asked without an entry of the timeline. */
const QUESTIONS: TaskKind[] = ['decision', 'choose-resolution', 'confirm-approval', 'declined', 'reply'];

/** One rehearsed case: its clock, and its timeline as it grows. */
export class Performance {
  readonly context: Context;
  readonly caseId: string;
  readonly timeline: RehearsedEntry[] = [];
  readonly #told = new Set<string>();
  readonly #onEntry: ((entry: RehearsedEntry) => void) | undefined;
  /** The date that the case waited for when its clock was moved past it. */
  #passed: Instant | null = null;
  /** Where the clock was moved to: a snapshot tells the time of the case's last event only. */
  #clock: Instant | null = null;

  constructor(context: Context, caseId: string, onEntry?: (entry: RehearsedEntry) => void) {
    this.context = context;
    this.caseId = caseId;
    this.#onEntry = onEntry;
  }

  /** How the case stands when all work of the moment is done. */
  async settled(): Promise<Snapshot> {
    const seen = await quiet(this.context, this.caseId, this.#passed);
    this.#passed = null;
    await this.#tell();
    for (const task of seen.tasks) await this.#asked(task, seen);
    return seen;
  }

  /** Who is asked what: answers are entries of the timeline, questions are not. */
  async #asked({ key, kind, about }: OpenTask, { now, view }: Snapshot): Promise<void> {
    if (!QUESTIONS.includes(kind) || this.#told.has(key)) return;
    this.#told.add(key);
    const row = await findTask(this.context.ledger, this.caseId, key);
    if (!row) return;
    const due = row.due_at === null ? {} : { dueAt: row.due_at };
    this.#add({ at: now, round: view.round, what: 'asked', about, because: row.role, ...due });
  }

  #add(entry: RehearsedEntry): void {
    this.timeline.push(entry);
    this.#onEntry?.(entry);
  }

  /**
   * Moves the clock to an instant, or to just past the date that the case waits for if that is what comes.
   * @returns whether the case still runs
   */
  async forward({ now, view: { nextAt } }: Snapshot, to: Instant): Promise<boolean> {
    const { engine, patience } = this.context;
    const clock = Math.max(this.#clock ?? now, now);
    const target = nextAt === to ? to + MARGIN_MS : to;
    this.#passed = nextAt !== null && nextAt <= to ? nextAt : null;
    this.#clock = target;
    try {
      await fastForward(engine, this.caseId, Math.max(LEAST_MS, target - clock));
      return true;
    } catch (error) {
      if ((await runState(engine, this.caseId, patience)) === 'running') throw error;
      this.#clock = null;
      return false;
    }
  }

  /** The case as the ledger has it, when it has been closed there as well. */
  async ended(): Promise<Case> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const row = await findCase(this.context.ledger, this.caseId);
      if (row?.status === 'closed' || (row && Date.now() > deadline)) {
        await this.#tell();
        return row;
      }
      await look(this.context, this.caseId);
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async #tell(): Promise<void> {
    for (const entry of await timelineOf(this.context.ledger, this.caseId)) {
      if (this.#told.has(entry.id)) continue;
      this.#told.add(entry.id);
      const { at, round, what, about, because } = entry;
      this.#add({ at, round, what, about, because });
    }
  }
}
